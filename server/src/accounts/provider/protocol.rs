//! The way to a provider and back, and what its answer is worth.

use candor_domain::{AccountId, ClientId, Millis, Sha256Hash, Timestamp};
use candor_wire::ErrorCode;
use openidconnect::{
    AccessTokenHash, AuthType, AuthorizationCode, ClientSecret, CsrfToken, EmptyAdditionalClaims, IssuerUrl,
    Nonce, OAuth2TokenResponse as _, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, Scope,
    TokenResponse as _, UserInfoError,
    core::{
        CoreAuthenticationFlow, CoreClient, CoreClientAuthMethod, CoreGenderClaim, CoreJwsSigningAlgorithm,
        CoreProviderMetadata,
    },
};
use subtle::ConstantTimeEq as _;
use url::Url;
use uuid::Uuid;

use crate::{
    accounts::{
        Email,
        ceremony::{self, Waiting, Way},
    },
    app::App,
    db::{DbId as _, corrupt, entity},
    error::{ApiError, ApiResult},
    seal::{self, Purpose},
};

/// How long somebody may take at the provider, which may ask for more than a password.
pub(crate) const PATIENCE: Millis = Millis::from_minutes(15);
/// How far the provider's clock may be ahead or behind.
const SKEW: Millis = Millis::from_minutes(2);
/// What is signed by a key that everybody knows, or by none, proves nothing.
const ALGORITHMS: [CoreJwsSigningAlgorithm; 9] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha384,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha384,
    CoreJwsSigningAlgorithm::RsaSsaPssSha512,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
];
/// The longest name that a provider gives a person; the standard says 255 characters.
const LONGEST_SUBJECT: usize = 255;

/// What a provider says of somebody who signed in there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Said {
    /// What it calls them, for good.
    pub(crate) subject: String,
    /// Their address, where the provider made sure of it.
    pub(crate) email: Option<Email>,
    /// Their name.
    pub(crate) name: Option<String>,
}

/// Where the provider sends browsers back to: an address for each client, so that no provider's answer is taken for another's
/// (RFC 9700, section 4.4).
pub(crate) fn callback(public: &Url, client: ClientId) -> Url {
    let mut url = public.clone();
    url.set_path(&format!("/sign-in/{client}/answer"));
    url
}

fn unreachable(error: impl std::error::Error) -> ApiError {
    let causes = std::iter::successors(Some(&error as &dyn std::error::Error), |error| error.source());
    let text = causes.map(ToString::to_string).collect::<Vec<_>>().join(": ");
    tracing::warn!(error = shortened(&text), "an identity provider can't be asked");
    let detail =
        "The organisation's sign-in can't be reached, or isn't one by OpenID Connect; nothing was changed.";
    ApiError::new(ErrorCode::ProviderUnreachable, detail)
}

pub(crate) fn refused(why: impl std::fmt::Display) -> ApiError {
    tracing::warn!(error = shortened(&why.to_string()), "an identity provider's answer was refused");
    let detail = "The organisation's sign-in didn't vouch for you, or its answer came too late. Try again.";
    ApiError::new(ErrorCode::ProviderRefused, detail)
}

/// Of what a provider had a part in, no more than tells what kind of trouble it is.
fn shortened(text: &str) -> String {
    text.chars().take(200).collect()
}

/// What a provider publishes about itself, with its keys (OpenID Connect Discovery 1.0).
///
/// # Errors
/// [`ErrorCode::ProviderUnreachable`].
pub(crate) async fn discover(app: &App, issuer: &str) -> ApiResult<CoreProviderMetadata> {
    let issuer = IssuerUrl::new(issuer.to_owned()).map_err(unreachable)?;
    let metadata = CoreProviderMetadata::discover_async(issuer, &asking(app)).await.map_err(unreachable)?;
    // The browser is sent there: to no address that this server wouldn't go to itself.
    let sound = app.outside.permits(metadata.authorization_endpoint().url());
    if sound && metadata.token_endpoint().is_some() {
        return Ok(metadata);
    }
    Err(unreachable(std::io::Error::other("its endpoints are missing or in the clear")))
}

fn asking(
    app: &App,
) -> impl Fn(
    openidconnect::HttpRequest,
) -> futures_util::future::BoxFuture<
    'static,
    Result<openidconnect::HttpResponse, crate::outside::OutsideError>,
> {
    let outside = app.outside.clone();
    move |request| {
        let outside = outside.clone();
        Box::pin(async move { outside.ask(request).await })
    }
}

/// What somebody sets out to a provider for.
pub(crate) struct SettingOut {
    /// The invitation to accept.
    pub(crate) link: Option<Uuid>,
    /// The account that is to be known there.
    pub(crate) connect: Option<AccountId>,
}

/// Where the browser goes to, and the secret that it comes back with.
pub(crate) struct Departure {
    pub(crate) url: Url,
    pub(crate) secret: String,
}

/// Begins the way to a provider.
pub(crate) async fn set_out(
    app: &App,
    provider: &entity::provider::Model,
    why: SettingOut,
) -> ApiResult<Departure> {
    let client = ClientId::from_db(provider.client_id);
    let metadata = discover(app, &provider.issuer).await?;
    let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
    let (secret, nonce) = (hex::encode(app.env.random::<32>()), hex::encode(app.env.random::<32>()));
    let way = Way {
        client,
        issuer: provider.issuer.clone(),
        registered_as: provider.registered_as.clone(),
        browser: Sha256Hash::of(&secret),
        verifier: verifier.into_secret(),
        nonce: nonce.clone(),
        link: why.link,
        connect: why.connect,
    };
    let state = ceremony::wait(app, None, &Waiting::Provider(way), PATIENCE).await?;
    let redirect = RedirectUrl::from_url(callback(&app.public_url, client));
    let registered = openidconnect::ClientId::new(provider.registered_as.clone());
    let (url, ..) = CoreClient::from_provider_metadata(metadata, registered, None)
        .set_redirect_uri(redirect)
        .authorize_url(
            CoreAuthenticationFlow::AuthorizationCode,
            move || CsrfToken::new(state.to_string()),
            move || Nonce::new(nonce),
        )
        .add_scopes(["email", "profile"].map(|scope| Scope::new(scope.into())))
        .set_pkce_challenge(challenge)
        .url();
    Ok(Departure { url, secret })
}

/// The way that a browser comes back on.
///
/// # Errors
/// [`ErrorCode::ProviderRefused`] where it set out on none, or too long ago.
pub(crate) async fn come_back(
    app: &App,
    client: ClientId,
    state: Uuid,
    secret: Option<&str>,
) -> ApiResult<Way> {
    let way = ceremony::answered(app, state, None).await?;
    let Some(Waiting::Provider(way)) = way else { return Err(refused("nobody set out so")) };
    let browser = Sha256Hash::of(secret.unwrap_or_default());
    let same = bool::from(browser.as_bytes().ct_eq(way.browser.as_bytes()));
    if same && way.client == client { Ok(way) } else { Err(refused("it comes back in another browser")) }
}

/// Exchanges the provider's code for what it says, which is checked as OpenID Connect Core 1.0, sections 3.1.3.5 and 3.1.3.7, asks.
///
/// # Errors
/// [`ErrorCode::ProviderUnreachable`] or [`ErrorCode::ProviderRefused`].
pub(crate) async fn exchange(
    app: &App,
    provider: &entity::provider::Model,
    way: Way,
    code: String,
    issuer: Option<&str>,
) -> ApiResult<Said> {
    if way.issuer != provider.issuer || way.registered_as != provider.registered_as {
        return Err(refused("the client has another provider now"));
    }
    // RFC 9207: a provider that says who it is must be the one that was asked.
    if issuer.is_some_and(|issuer| issuer != provider.issuer) {
        return Err(refused("it comes from another issuer"));
    }
    let metadata = discover(app, &provider.issuer).await?;
    let methods = metadata.token_endpoint_auth_methods_supported();
    let in_body = methods.is_some_and(|methods| {
        methods.contains(&CoreClientAuthMethod::ClientSecretPost)
            && !methods.contains(&CoreClientAuthMethod::ClientSecretBasic)
    });
    let secret = provider.secret.as_deref().map(|sealed| {
        let secret = seal::open(&app.keys.seal, Purpose::Provider, provider.client_id, sealed);
        let secret = secret.and_then(|secret| String::from_utf8(secret.to_vec()).ok());
        secret.map(ClientSecret::new).ok_or_else(|| corrupt("providers.secret"))
    });
    let registered = openidconnect::ClientId::new(provider.registered_as.clone());
    let client = CoreClient::from_provider_metadata(metadata, registered, secret.transpose()?)
        .set_redirect_uri(RedirectUrl::from_url(callback(&app.public_url, way.client)))
        .set_auth_type(if in_body { AuthType::RequestBody } else { AuthType::BasicAuth });
    let http = asking(app);
    let tokens = client
        .exchange_code(AuthorizationCode::new(code))
        .map_err(refused)?
        .set_pkce_verifier(PkceCodeVerifier::new(way.verifier))
        .request_async(&http)
        .await
        .map_err(|error| match error {
            openidconnect::RequestTokenError::Request(error) => unreachable(error),
            error => refused(error),
        })?;
    let now = app.now();
    let verifier = client
        .id_token_verifier()
        .set_allowed_algs(ALGORITHMS)
        // A token of a clock that is ahead begins a little later than now, one that is behind ends a little sooner.
        .set_time_fn(move || instant(now.minus(SKEW)))
        .set_issue_time_verifier_fn(move |issued| {
            let early = issued > instant(now.plus(SKEW));
            if early { Err("it was issued in the future".into()) } else { Ok(()) }
        });
    let token = tokens.id_token().ok_or_else(|| refused("there is no ID token"))?;
    let claims = token.claims(&verifier, &Nonce::new(way.nonce)).map_err(refused)?;
    if let Some(expected) = claims.access_token_hash() {
        let algorithm = token.signing_alg().map_err(refused)?;
        let key = token.signing_key(&verifier).map_err(refused)?;
        let actual = AccessTokenHash::from_token(tokens.access_token(), algorithm, key).map_err(refused)?;
        if actual != *expected {
            return Err(refused("the access token is another's"));
        }
    }
    let subject = claims.subject().as_str();
    if subject.is_empty() || subject.len() > LONGEST_SUBJECT {
        return Err(refused("it names nobody"));
    }
    let mut said = Said {
        subject: subject.to_owned(),
        email: vouched(claims.email().map(|email| email.as_str()), claims.email_verified()),
        name: claims.name().and_then(|name| name.get(None)).map(|name| name.as_str().to_owned()),
    };
    // Many providers tell the rest only who asks for it (section 5.3).
    if (claims.email().is_none() || said.name.is_none())
        && let Ok(asked) = client.user_info(tokens.access_token().clone(), Some(claims.subject().clone()))
    {
        let more: Result<
            openidconnect::UserInfoClaims<EmptyAdditionalClaims, CoreGenderClaim>,
            UserInfoError<_>,
        > = asked.request_async(&http).await;
        match more {
            Ok(more) => {
                if claims.email().is_none() {
                    said.email = vouched(more.email().map(|email| email.as_str()), more.email_verified());
                }
                let name = more.name().and_then(|name| name.get(None));
                said.name = said.name.or_else(|| name.map(|name| name.as_str().to_owned()));
            }
            // It speaks of somebody else.
            Err(UserInfoError::ClaimsVerification(error)) => return Err(refused(error)),
            // Who they are is known without it.
            Err(error) => tracing::warn!(
                error = shortened(&error.to_string()),
                "an identity provider doesn't say more of somebody"
            ),
        }
    }
    Ok(said)
}

/// An address counts where the provider says that it made sure of it: elsewhere people write their own.
fn vouched(email: Option<&str>, verified: Option<bool>) -> Option<Email> {
    email.filter(|_| verified == Some(true)).and_then(|email| Email::read(email).ok())
}

fn instant(at: Timestamp) -> chrono::DateTime<chrono::Utc> {
    chrono::DateTime::from_timestamp_millis(at.as_millis()).unwrap_or_default()
}
