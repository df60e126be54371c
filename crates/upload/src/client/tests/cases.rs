//! What the driver does, request by request.

use super::*;

#[tokio::test]
async fn everything_arrives_over_http() {
    let server = Server::start(|_| None).await;
    let (api, mut queue) = (api_at(server.address), queue(60));
    let mut progress = Vec::new();
    let report = api.sync(&mut queue, Mode::Once, |now| progress.push(now), std::future::pending()).await;
    assert!(matches!(report.end, End::Finished), "{report:?}");
    assert_eq!((report.sent, report.duplicates, report.refused.len(), report.waiting), (60, 0, 0, 3));
    assert_eq!(server.memory.lock().unwrap().records.len(), 60);
    let (first, last) = (progress[0], progress[progress.len() - 1]);
    assert_eq!((first.records_done, first.bytes_done), (0, 0));
    assert_eq!((last.records_done, last.bytes_done), (last.records_total, last.bytes_total));
    assert_eq!((last.records_total, last.bytes_total), (first.records_total, first.bytes_total));
    assert!(progress.windows(2).all(|pair| pair[0].bytes_done <= pair[1].bytes_done));
    // One token, and the nonce asked for once.
    let paths = server.paths();
    assert_eq!(paths[..3], ["POST /api/v1/token", "POST /api/v1/token", "POST /api/v1/ledger"]);
    assert_eq!(paths.iter().filter(|path| path.ends_with("/token")).count(), 2);
    let seen = server.seen.lock().unwrap();
    let batch = seen.iter().find(|seen| seen.path == path::BATCHES).unwrap();
    assert_eq!(batch.headers["content-encoding"], "gzip");
    assert!(batch.body.len() * 2 < unpacked(batch).len());
}

#[tokio::test]
async fn enrolling_answers_the_nonce_and_tells_what_is_wrong() {
    let server = Server::start(|_| None).await;
    let link = |secret| Invitation::parse(&format!("http://{}/join#{secret}", server.address)).unwrap();
    assert_eq!(enroll(&link("S-1"), &means()).await.unwrap().device, device());
    assert_eq!(server.paths(), ["POST /api/v1/enrollments"; 2]);
    let used = Server::start(|_| Some(says(409, ErrorCode::InvitationUsed))).await;
    let link = Invitation::parse(&format!("http://{}/join#S-1", used.address)).unwrap();
    let failure = enroll(&link, &means()).await.unwrap_err();
    assert_eq!(failure.code(), Some(&Code::Known(ErrorCode::InvitationUsed)));
    assert_eq!(failure.to_string(), "the server answered 409 (invitation_used): as scripted");
}

#[tokio::test]
async fn an_ended_token_and_a_new_nonce_are_renewed_once() {
    let server = Server::start(|_| None).await;
    let api = api_at(server.address);
    api.policies().await.unwrap();
    server.tokens.fetch_add(1, Ordering::Relaxed);
    *server.nonce.lock().unwrap() = "nonce-2".into();
    api.views(Some("a b&c")).await.unwrap();
    assert_eq!(server.seen.lock().unwrap().last().unwrap().query.as_deref(), Some("cursor=a+b%26c"));
    let refusing =
        Server::start(|seen| (seen.path == path::POLICIES).then(|| says(401, ErrorCode::InvalidToken))).await;
    let failure = api_at(refusing.address).policies().await.unwrap_err();
    assert_eq!(failure.code(), Some(&Code::Known(ErrorCode::InvalidToken)));
    assert_eq!(refusing.paths().iter().filter(|path| path.ends_with("/policies")).count(), 2);
}

/// A HEAD has no body to say why not: the header does.
#[tokio::test]
async fn a_nonce_is_renewed_on_head_too() {
    let server = Server::start(|_| None).await;
    let (api, mut queue) = (api_at(server.address), queue(2));
    sync(&api, &mut queue).await;
    queue.items[1].outcome = None;
    *server.nonce.lock().unwrap() = "nonce-2".into();
    let script = server.clone();
    *server.script.lock().unwrap() = Box::new(move |seen| {
        // Only the question for the blob comes late.
        (seen.method == Method::HEAD).then(|| script.answer(seen))
    });
    let report = sync(&api, &mut queue).await;
    assert_eq!((report.duplicates, report.sent), (1, 0), "{report:?}");
    assert!(!server.paths().iter().skip(6).any(|path| path.starts_with("PUT")));
}

/// A machine whose clock is wrong still proves itself: the server's clock is taken for proofs.
#[tokio::test]
async fn a_wrong_clock_is_corrected() {
    let right = Timestamp::from_millis(1_795_320_306_000 + 3_600_000);
    let server = Server::start(move |seen| {
        let proof = dpop::read(seen.headers["dpop"].to_str().unwrap()).unwrap();
        let off = (proof.claims.iat - right.as_millis() / 1000).abs() > 60;
        off.then(|| {
            let mut response = says(401, ErrorCode::InvalidDpopProof);
            response.headers_mut().insert("date", "Sun, 22 Nov 2026 05:05:06 GMT".parse().unwrap());
            response
        })
    })
    .await;
    api_at(server.address).policies().await.unwrap();
}

#[tokio::test]
async fn redirections_are_not_followed() {
    let elsewhere = Server::start(|_| None).await;
    let to = format!("http://{}/api/v1/token", elsewhere.address);
    let server = Server::start(move |_| {
        Some(Response::builder().status(307).header("location", &to).body(Body::empty()).unwrap())
    })
    .await;
    let failure = api_at(server.address).policies().await.unwrap_err();
    assert!(matches!(&failure, Failure::Strange(why) if why.contains("redirects")), "{failure}");
    assert!(elsewhere.paths().is_empty());
}

#[tokio::test]
async fn an_endless_answer_is_cut() {
    let server = Server::start(|_| Some(Response::new(vec![b' '; MAX_JSON_BYTES + 1].into()))).await;
    let failure = api_at(server.address).policies().await.unwrap_err();
    assert!(matches!(&failure, Failure::Strange(why) if why.contains("longer")), "{failure}");
}

#[tokio::test]
async fn pages_of_others_never_count_against_a_record() {
    for status in [200, 403, 404] {
        let page = move |seen: &Seen| {
            let body = Body::from("<html>Please log in</html>");
            (seen.path == path::BATCHES).then(|| Response::builder().status(status).body(body).unwrap())
        };
        let server = Server::start(page).await;
        let mut queue = queue(4);
        let report = sync(&api_at(server.address), &mut queue).await;
        assert!(matches!(report.end, End::Problem(SyncProblem::NotCandor(_))), "{status}: {report:?}");
        assert!(queue.items.iter().all(|item| item.outcome.is_none()));
    }
}

/// A newer server's code still puts a record into the quarantine, under that name.
#[tokio::test]
async fn codes_of_a_newer_server_are_kept() {
    let server = Server::start(|seen| {
        let refused =
            json!({ "records": [{ "status": "refused", "code": "of_tomorrow", "message": "a\u{1b}[2Jb" }] });
        (seen.path == path::BATCHES).then(|| answer(200, &refused))
    })
    .await;
    let report = sync(&api_at(server.address), &mut queue(1)).await;
    assert_eq!(report.refused.len(), 1, "{report:?}");
    assert_eq!(
        (report.refused[0].code.to_string(), &*report.refused[0].message),
        ("of_tomorrow".into(), "a[2Jb")
    );
}

#[tokio::test]
async fn a_server_that_hangs_is_left() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        let mut held = Vec::new();
        while let Ok((stream, _)) = listener.accept().await {
            held.push(stream);
        }
    });
    let mut means = means();
    means.settings.timeouts.answer = Duration::from_millis(50);
    let api = Api::new(&format!("http://{address}").parse().unwrap(), device(), means).unwrap();
    let failure = api.policies().await.unwrap_err();
    assert_eq!(failure, Failure::Lost("no answer in time".into()));
}

#[tokio::test]
async fn without_a_server_it_says_so_soon_and_keeps_everything() {
    let address = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let mut queue = queue(4);
    let report = sync(&api_at(address), &mut queue).await;
    let End::Problem(SyncProblem::Unreachable(why)) = &report.end else { panic!("{report:?}") };
    assert_eq!(why, "nothing answers at its address");
    assert!(queue.items.iter().all(|item| item.outcome.is_none()));
}

#[tokio::test]
async fn retry_after_is_read_and_waits_are_told() {
    let mut asked = 0;
    let server = Server::start(move |seen| {
        asked += u32::from(seen.path == path::BATCHES);
        (seen.path == path::BATCHES && asked == 1).then(|| {
            let mut response = says(429, ErrorCode::RateLimited);
            response.headers_mut().insert("retry-after", "30".parse().unwrap());
            response
        })
    })
    .await;
    let report = sync(&api_at(server.address), &mut queue(2)).await;
    let End::Problem(SyncProblem::Busy { after }) = report.end else { panic!("{report:?}") };
    assert_eq!(after, Millis::from_secs(30));
}

#[tokio::test]
async fn cancelling_ends_a_wait_at_once() {
    let server = Server::start(|_| Some(answer(503, &json!({})))).await;
    let mut means = means();
    means.settings.backoff = Backoff { first: Millis::from_minutes(60), cap: Millis::from_minutes(60) };
    let api = Api::new(&format!("http://{}", server.address).parse().unwrap(), device(), means).unwrap();
    let waits = AtomicBool::new(false);
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let mut stop = Some(stop);
    let told = |progress: crate::report::Progress| {
        if progress.waits.is_some() {
            waits.store(true, Ordering::Relaxed);
            drop(stop.take());
        }
    };
    let mut queue = queue(2);
    let report = api.sync(&mut queue, Mode::Background, told, async { drop(stopped.await) }).await;
    assert!(matches!(report.end, End::Cancelled) && waits.load(Ordering::Relaxed), "{report:?}");
}

#[tokio::test]
async fn a_store_that_fails_ends_the_sync_at_any_call() {
    let server = Server::start(|_| None).await;
    let api = api_at(server.address);
    for calls in 0.. {
        let mut queue = queue(4);
        queue.fails_after = Some(calls);
        match sync(&api, &mut queue).await.end {
            End::Store(_) => {}
            End::Finished => return assert!(calls > 10),
            other => panic!("{other:?}"),
        }
        *server.memory.lock().unwrap() = MemoryServer::default();
    }
}

#[tokio::test]
async fn deletions_and_redactions() {
    let server = Server::start(|_| None).await;
    let (api, mut queue) = (api_at(server.address), queue(2));
    queue.to_delete = vec![record_id(1)];
    let report = sync(&api, &mut queue).await;
    assert_eq!((report.sent, report.deleted), (2, 1));
    assert!(server.memory.lock().unwrap().deleted.contains(&record_id(1)));
    assert_eq!(api.delete_capture(record_id(1)).await, Ok(DeletionOutcome::Deleted), "404: it is gone");
    api.redact_capture(record_id(0), vec![1, 2], MediaType::Webp).await.unwrap();
    assert_eq!(server.seen.lock().unwrap().last().unwrap().body, [1, 2]);
    *server.script.lock().unwrap() = Box::new(|_| Some(says(409, ErrorCode::GraceOver)));
    assert_eq!(api.delete_capture(record_id(1)).await, Ok(DeletionOutcome::GraceOver));
}

/// `localhost` is this machine, whatever a resolver says; there is no proxy for it.
#[tokio::test]
async fn localhost_is_this_machine() {
    let server = Server::start(|_| Some(says(403, ErrorCode::DeviceRevoked))).await;
    let url = format!("http://localhost:{}", server.address.port()).parse().unwrap();
    let api = Api::new(&url, device(), means()).unwrap();
    let report = sync(&api, &mut queue(1)).await;
    assert!(matches!(report.end, End::Problem(SyncProblem::DeviceRevoked)), "{report:?}");
}

/// A certificate that nobody vouches for: the handshake ends before any request, and it isn't taken for an outage.
#[tokio::test]
async fn an_unknown_certificate_is_refused() {
    use tokio_rustls::TlsAcceptor;

    let certificate = rustls::pki_types::pem::PemObject::from_pem_slice(CERTIFICATE.as_bytes()).unwrap();
    let key = rustls::pki_types::pem::PemObject::from_pem_slice(KEY.as_bytes()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let got = tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        let mut stream = TlsAcceptor::from(Arc::new(config)).accept(stream).await.ok()?;
        let mut bytes = [0; 1];
        let read = stream.read(&mut bytes).await.ok().filter(|read| *read > 0);
        drop(stream.shutdown().await);
        read
    });
    let api = Api::new(&format!("https://{address}").parse().unwrap(), device(), means()).unwrap();
    let failure = api.policies().await.unwrap_err();
    assert!(matches!(&failure, Failure::Strange(why) if why.contains("certificate")), "{failure}");
    assert_eq!(got.await.unwrap(), None, "a byte of HTTP was sent");
}

/// The engine drives a sync from any thread.
#[test]
fn a_sync_can_be_sent_to_another_thread() {
    fn is_send(_: impl Send) {}
    let api = api_at("127.0.0.1:1".parse().unwrap());
    let mut queue = queue(1);
    is_send(api.sync(&mut queue, Mode::Once, |_| {}, std::future::pending()));
}

/// Self-signed, for `localhost` and 127.0.0.1, until 2126.
const CERTIFICATE: &str = "-----BEGIN CERTIFICATE-----
MIIBmjCCAUGgAwIBAgIURmKmiqd5cqbEyoAOoUUFXCwA2HcwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMjA1MDk0OVoYDzIxMjYxMDI5
MDUwOTQ5WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAATReKPGldBNBE6N/uboxlkJVC1hqDDlO0YDiB14YsyT393CV1XSP1zE
1EVOMHF+EnlOR9Vw8XgXXQV8X953o7tEo28wbTAdBgNVHQ4EFgQUUMEkdEUt6u9k
6n/eKuhPalL4C5AwHwYDVR0jBBgwFoAUUMEkdEUt6u9k6n/eKuhPalL4C5AwDwYD
VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZI
zj0EAwIDRwAwRAIgFlMmj+CFoTnOmJXb7TxT460D8ESoh4C5QdwNmrBTTGQCIGOX
b1RUrbS42VS+2SchPlPqP6L5FcVE/jBfA0ZYszN5
-----END CERTIFICATE-----";
const KEY: &str = "-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgd5dnO0A4Sqh3iF4v
GYOhPPjdZU6BqTq7j/EZxwOUrLKhRANCAATReKPGldBNBE6N/uboxlkJVC1hqDDl
O0YDiB14YsyT393CV1XSP1zE1EVOMHF+EnlOR9Vw8XgXXQV8X953o7tE
-----END PRIVATE KEY-----";
