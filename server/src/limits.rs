//! How often somebody may ask: a token bucket each (GCRA, as in ITU-T I.371), so that one device or address that asks without end
//! takes nothing from the others. Buckets go by the monotonic clock of the machine.

use std::{
    hash::Hash,
    net::{IpAddr, Ipv6Addr, SocketAddr},
    num::NonZeroU32,
    sync::atomic::{AtomicU32, Ordering},
};

use axum::{extract::ConnectInfo, http::HeaderMap, http::request::Parts};
use candor_domain::DeviceId;
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

/// The buckets of a running server.
pub(crate) struct Limiters {
    devices: Limiter<DeviceId>,
    addresses: Limiter<IpAddr>,
    behind_proxy: bool,
}

impl Limiters {
    pub(crate) fn new(limits: &Limits, behind_proxy: bool) -> Self {
        Self { devices: Limiter::new(limits.device), addresses: Limiter::new(limits.enrolment), behind_proxy }
    }

    /// Whether a device, which has proved to be that one, may ask once more.
    pub(crate) fn device(&self, device: DeviceId) -> ApiResult<()> {
        self.devices.check(&device)
    }

    /// Whether somebody unknown may ask once more, by the address that the request comes from.
    pub(crate) fn stranger(&self, parts: &Parts) -> ApiResult<()> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|peer| peer.0.ip());
        let said = self.behind_proxy.then(|| forwarded_for(&parts.headers)).flatten();
        match said.or(peer) {
            Some(address) => self.addresses.check(&network(address)),
            None => Ok(()),
        }
    }
}

/// The address that the proxy in front saw: the last one, those before it are anybody's claim.
fn forwarded_for(headers: &HeaderMap) -> Option<IpAddr> {
    let last = headers.get_all("x-forwarded-for").iter().next_back()?;
    last.to_str().ok()?.rsplit(',').next()?.trim().parse().ok()
}

/// What one customer of a provider has: an IPv4 address, or 64 bits of an IPv6 one (RFC 6177).
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(address) => address.into(),
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() >> 64 << 64).into(),
    }
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
    fn new(rate: Rate) -> Self {
        let at_least_one = |n| NonZeroU32::new(n).unwrap_or(NonZeroU32::MIN);
        let quota = Quota::per_second(at_least_one(rate.per_second)).allow_burst(at_least_one(rate.burst));
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
        Limiters::new(&Limits { device: rate, enrolment: rate, ..Limits::default() }, behind_proxy)
    }

    #[test]
    fn one_that_asks_without_end_takes_nothing_from_others() {
        let limiters = limiters(false);
        let device = |n| DeviceId::new(candor_domain::Timestamp::from_millis(0), [n; 10]);
        let answers: Vec<_> = (0..100).map(|_| limiters.device(device(1)).is_ok()).collect();
        assert!(answers[..3].iter().all(|ok| *ok));
        assert!(answers.iter().filter(|ok| **ok).count() < 50);
        assert_eq!(limiters.device(device(1)).unwrap_err().code(), ErrorCode::RateLimited);
        assert!(limiters.device(device(2)).is_ok());
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
