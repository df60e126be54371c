//! How often somebody may ask: a token bucket each (GCRA, as in ITU-T I.371), so that one device or address that asks without end
//! takes nothing from the others. Buckets go by the monotonic clock of the machine.

use std::{
    hash::Hash,
    net::{IpAddr, Ipv6Addr, SocketAddr},
    num::NonZeroU32,
    sync::atomic::{AtomicU32, Ordering},
    time::Duration,
};

use axum::{
    extract::ConnectInfo,
    http::{Extensions, HeaderMap, request::Parts},
};
use candor_domain::{AccountId, ApiTokenId, ClientId, DeviceId};
use governor::{
    Quota, RateLimiter,
    clock::{Clock as _, MonotonicClock},
    middleware::NoOpMiddleware,
    state::keyed::DashMapStateStore,
};

use crate::{
    config::{Limits, Rate},
    error::{ApiError, ApiResult},
};

/// After so many questions the buckets that are full again are forgotten.
const SWEEP: u32 = 4_096;

/// Somebody who proved who they are, by what they did so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Asker {
    /// A device, by its key.
    Device(DeviceId),
    /// A person, by any of their sessions; those that a client's identity provider vouched for are asked for apart, so that no client
    /// uses up what the person has elsewhere.
    Account(AccountId, Option<ClientId>),
    /// A program, by its API token.
    Token(ApiTokenId),
}

/// The buckets of a running server.
pub(crate) struct Limiters {
    devices: Limiter<DeviceId>,
    accounts: Limiter<(AccountId, Option<ClientId>)>,
    tokens: Limiter<ApiTokenId>,
    addresses: Limiter<IpAddr>,
    signing_in: Limiter<IpAddr>,
    guesses: Limiter<(Account, From)>,
    strangers_guesses: Limiter<Account>,
    behind_proxy: bool,
}

/// What guesses are made at: the digest of an account's address, or of what else is guessed.
pub(crate) type Account = [u8; 32];

/// Where guesses come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum From {
    Network(IpAddr),
    /// A browser that signed in to this account before.
    Known([u8; 16]),
}

/// A guess more in so long, once those at once are used up.
const GUESS_EVERY: Duration = Duration::from_secs(30);
/// How many more guesses all strangers together have at one account than one of them.
const STRANGERS: u32 = 5;

impl Limiters {
    pub(crate) fn new(limits: &Limits, behind_proxy: bool) -> Self {
        let guesses = |most: u32, every| {
            let most = NonZeroU32::new(most).unwrap_or(NonZeroU32::MIN);
            Quota::with_period(every).expect("the period is longer than nothing").allow_burst(most)
        };
        Self {
            devices: Limiter::new(rate(limits.device)),
            accounts: Limiter::new(rate(limits.account)),
            tokens: Limiter::new(rate(limits.token)),
            addresses: Limiter::new(rate(limits.enrolment)),
            signing_in: Limiter::new(rate(limits.sign_in)),
            guesses: Limiter::new(guesses(limits.guesses, GUESS_EVERY)),
            strangers_guesses: Limiter::new(guesses(
                limits.guesses.saturating_mul(STRANGERS),
                GUESS_EVERY / STRANGERS,
            )),
            behind_proxy,
        }
    }

    /// Whether somebody who proved who they are may ask once more.
    pub(crate) fn asks(&self, asker: Asker) -> ApiResult<()> {
        match asker {
            Asker::Device(device) => self.devices.check(&device),
            Asker::Account(account, client) => self.accounts.check(&(account, client)),
            Asker::Token(token) => self.tokens.check(&token),
        }
    }

    /// Whether somebody unknown may ask once more, by the address that the request comes from.
    pub(crate) fn stranger(&self, parts: &Parts) -> ApiResult<()> {
        self.network(parts).map_or(Ok(()), |network| self.addresses.check(&network))
    }

    /// Whether somebody may try to sign in once more, whoever as.
    pub(crate) fn signing_in(&self, parts: &Parts) -> ApiResult<()> {
        self.network(parts).map_or(Ok(()), |network| self.signing_in.check(&network))
    }

    /// Whether somebody may guess once more at one account's password or code.
    ///
    /// Nobody is locked out: a browser that signed in to the account before has guesses of its own, which no stranger can use up,
    /// not even one behind the same address.
    pub(crate) fn guess(&self, parts: &Parts, account: Account, known: Option<[u8; 16]>) -> ApiResult<()> {
        if let Some(browser) = known {
            return self.guesses.check(&(account, From::Known(browser)));
        }
        // One network is stopped before it uses up what all have together.
        self.signing_in(parts)?;
        if let Some(network) = self.network(parts) {
            self.guesses.check(&(account, From::Network(network)))?;
        }
        self.strangers_guesses.check(&account)
    }

    fn network(&self, parts: &Parts) -> Option<IpAddr> {
        self.address(&parts.headers, &parts.extensions).map(network)
    }

    /// The address that a request comes from.
    pub(crate) fn address(&self, headers: &HeaderMap, extensions: &Extensions) -> Option<IpAddr> {
        let peer = extensions.get::<ConnectInfo<SocketAddr>>().map(|peer| peer.0.ip());
        let said = self.behind_proxy.then(|| forwarded_for(headers)).flatten();
        said.or(peer).map(|address| address.to_canonical())
    }
}

/// The address that the proxy in front saw: the last one, those before it are anybody's claim.
fn forwarded_for(headers: &HeaderMap) -> Option<IpAddr> {
    let last = headers.get_all("x-forwarded-for").iter().next_back()?;
    last.to_str().ok()?.rsplit(',').next()?.trim().parse().ok()
}

/// What one customer of a provider has: an IPv4 address, or 64 bits of an IPv6 one (RFC 6177).
fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() >> 64 << 64).into(),
    }
}

fn rate(rate: Rate) -> Quota {
    let at_least_one = |n| NonZeroU32::new(n).unwrap_or(NonZeroU32::MIN);
    Quota::per_second(at_least_one(rate.per_second)).allow_burst(at_least_one(rate.burst))
}

type Buckets<K> = RateLimiter<
    K,
    DashMapStateStore<K>,
    MonotonicClock,
    NoOpMiddleware<<MonotonicClock as governor::clock::Clock>::Instant>,
>;

struct Limiter<K: Hash + Eq + Clone> {
    buckets: Buckets<K>,
    clock: MonotonicClock,
    asked: AtomicU32,
}

impl<K: Hash + Eq + Clone> Limiter<K> {
    fn new(quota: Quota) -> Self {
        let buckets = RateLimiter::new(quota, DashMapStateStore::default(), MonotonicClock);
        Self { buckets, clock: MonotonicClock, asked: AtomicU32::new(0) }
    }

    fn check(&self, who: &K) -> ApiResult<()> {
        if self.asked.fetch_add(1, Ordering::Relaxed) % SWEEP == SWEEP - 1 {
            self.buckets.retain_recent();
        }
        self.buckets.check_key(who).map_err(|not_until| {
            let wait = not_until.wait_time_from(self.clock.now());
            ApiError::too_many(wait.as_secs().saturating_add(1))
        })
    }
}

#[cfg(test)]
mod tests {
    use axum::http::Request;
    use candor_wire::ErrorCode;

    use super::*;

    fn parts(peer: &str, forwarded: &[&str]) -> Parts {
        let mut request = Request::new(());
        let peer: IpAddr = peer.parse().unwrap();
        request.extensions_mut().insert(ConnectInfo(SocketAddr::from((peer, 1))));
        for said in forwarded {
            request.headers_mut().append("x-forwarded-for", said.parse().unwrap());
        }
        request.into_parts().0
    }

    fn limiters(behind_proxy: bool) -> Limiters {
        let rate = Rate { per_second: 1, burst: 3 };
        let limits =
            Limits { device: rate, account: rate, token: rate, enrolment: rate, ..Limits::default() };
        Limiters::new(&limits, behind_proxy)
    }

    #[test]
    fn one_that_asks_without_end_takes_nothing_from_others() {
        let limiters = limiters(false);
        let at = candor_domain::Timestamp::from_millis(0);
        let kinds: [fn(candor_domain::Timestamp, u8) -> Asker; 3] = [
            |at, n| Asker::Device(DeviceId::new(at, [n; 10])),
            |at, n| Asker::Account(AccountId::new(at, [n; 10]), None),
            |at, n| Asker::Token(ApiTokenId::new(at, [n; 10])),
        ];
        // They have the same ids, and buckets of their own all the same.
        for kind in kinds {
            let answers: Vec<_> = (0..100).map(|_| limiters.asks(kind(at, 1)).is_ok()).collect();
            assert!(answers[..3].iter().all(|ok| *ok));
            assert!(answers.iter().filter(|ok| **ok).count() < 50);
            assert_eq!(limiters.asks(kind(at, 1)).unwrap_err().code(), ErrorCode::RateLimited);
            assert!(limiters.asks(kind(at, 2)).is_ok());
        }
    }

    #[test]
    fn no_stranger_uses_up_the_guesses_of_a_known_browser() {
        let limiters = Limiters::new(&Limits { guesses: 10, ..Limits::default() }, true);
        let spent = |parts: &Parts| (0..1_000).any(|_| limiters.signing_in(parts).is_err());
        let from = |n: u32| parts("10.0.0.1", &[&std::net::Ipv4Addr::from_bits(0xc633_0000 | n).to_string()]);
        let (account, other) = ([1; 32], [2; 32]);
        let taken = (0..100).filter(|_| limiters.guess(&from(0), account, None).is_ok()).count();
        assert_eq!(taken, 10, "one network");
        let taken = (1..10_000).filter(|n| limiters.guess(&from(*n), account, None).is_ok()).count();
        assert!((40..50).contains(&taken), "all together: {taken}");
        let own = from(0xffff);
        assert!(limiters.guess(&own, other, None).is_ok(), "another account");
        assert!(spent(&own));
        assert!(limiters.guess(&own, other, None).is_err(), "the network has tried too often");
        assert!(limiters.guess(&own, account, Some([7; 16])).is_ok(), "a browser of before");
        // A stolen cookie is no licence to go on for ever.
        assert!((0..100).any(|_| limiters.guess(&from(0), account, Some([7; 16])).is_err()));
    }

    #[test]
    fn strangers_are_told_apart_by_where_they_come_from() {
        let used_up =
            |limiters: &Limiters, parts: &Parts| (0..100).any(|_| limiters.stranger(parts).is_err());
        let direct = limiters(false);
        assert!(used_up(&direct, &parts("127.0.0.1", &[])));
        // Nobody but a proxy says for whom it asks.
        assert!(direct.stranger(&parts("127.0.0.1", &["203.0.113.9"])).is_err());
        let proxied = limiters(true);
        assert!(used_up(&proxied, &parts("10.0.0.1", &["198.51.100.1, 203.0.113.9"])));
        assert!(proxied.stranger(&parts("10.0.0.1", &["198.51.100.2", "203.0.113.9"])).is_err());
        assert!(proxied.stranger(&parts("10.0.0.1", &["203.0.113.9, 198.51.100.1"])).is_ok());
        assert!(used_up(&proxied, &parts("10.0.0.1", &["2001:db8:1:2::1"])));
        assert!(proxied.stranger(&parts("10.0.0.1", &["2001:db8:1:2:ffff::1"])).is_err());
        assert!(proxied.stranger(&parts("10.0.0.1", &["2001:db8:1:3::1"])).is_ok());
    }
}
