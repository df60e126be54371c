//! What every answer says to browsers about itself.

use axum::http::Method;
use serde_json::Value;

use crate::world::World;

/// The same on every answer, whatever it is.
const EVERYWHERE: [(&str, &str); 5] = [
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("x-frame-options", "DENY"),
    ("cross-origin-resource-policy", "same-origin"),
    ("strict-transport-security", "max-age=63072000; includeSubDomains"),
];

#[tokio::test]
async fn every_answer_says_how_it_may_be_used() {
    let mut world = World::new().await;
    world.config.public_url = Some("https://candor.example/".parse().unwrap());
    world.restart().await;
    let document: Value = serde_json::from_str(&candor_server::openapi_document()).unwrap();
    let id = "01a20489-0000-7000-8000-000000000000";
    let mut asked = Vec::new();
    for (path, operations) in document["paths"].as_object().unwrap() {
        let named: Vec<&str> =
            path.split('/').map(|part| if part.starts_with('{') { id } else { part }).collect();
        for method in operations.as_object().unwrap().keys() {
            if let Ok(method) = Method::from_bytes(method.to_uppercase().as_bytes()) {
                asked.push((method, named.join("/")));
            }
        }
    }
    assert!(asked.len() > 80, "the document names every operation");
    let pages = ["/", "/sign-in", "/clients/x/team", "/me", "/join", "/index.html"];
    asked.extend(pages.map(|path| (Method::GET, path.to_owned())));
    asked.extend(["/nothing.js", "/api/nothing", "/.git/config"].map(|path| (Method::GET, path.to_owned())));
    asked.extend([(Method::POST, "/".to_owned()), (Method::TRACE, "/api/v1/session".to_owned())]);
    let mut seen_pages = 0;
    for (method, path) in asked {
        let answer = world.request(method.clone(), &path, None).await;
        let header =
            |name: &str| answer.headers.get(name).map_or("", |value| value.to_str().unwrap()).to_owned();
        for (name, value) in EVERYWHERE {
            assert_eq!(header(name), value, "{name} of {method} {path}");
        }
        let policy = header("content-security-policy");
        let rules: Vec<&str> = policy.split(';').map(str::trim).collect();
        for rule in ["default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'"] {
            assert!(rules.contains(&rule), "{rule} of {method} {path}: {policy}");
        }
        assert!(!policy.contains("unsafe"), "{method} {path}: {policy}");
        let is_page = header("content-type").starts_with("text/html");
        let kept = if is_page { "no-cache" } else { "no-store" };
        assert_eq!(header("cache-control"), kept, "{method} {path}");
        assert!(
            !answer.headers.contains_key("server")
                && !answer.headers.contains_key("access-control-allow-origin")
        );
        if is_page {
            seen_pages += 1;
            assert_eq!(header("cross-origin-opener-policy"), "same-origin", "{path}");
            assert!(header("permissions-policy").contains("camera=()"), "{path}");
        }
    }
    assert!(seen_pages >= 3, "pages were among them: npm run build in ui/ makes the portal");
}
