//! Secrets that the server has to know again: what becomes of them when its key is exchanged.

use std::os::unix::fs::PermissionsExt;

use candor_domain::Millis;
use serde_json::json;

use crate::{
    browser::{Browser, PASSWORD},
    provider::{OWNER, Scene},
};

/// Authenticator apps and providers go on where the operator puts another `seal.key` in the place of the one that there was.
#[tokio::test]
async fn what_is_sealed_is_sealed_anew_under_another_key() {
    let mut scene = Scene::new().await;
    let data = scene.world.config.data.clone();
    let [new, old] = ["seal.key", "seal.old.key"].map(|name| data.join(name));
    let first = std::fs::read(&new).unwrap();
    // Somebody has shown their app its secret, and not yet told a code of it.
    let link = scene.invite("rita@harbour.example", "reviewer").await;
    let mut rita = Browser::accepted(&scene.world, &link, "Rita").await;
    let shown = rita.post(&scene.world, "/api/v1/account/totp", json!({})).await.ok().json();
    rita.totp = Some(shown["secret"].as_str().unwrap().to_owned());

    std::fs::rename(&new, &old).unwrap();
    scene.world.restart().await;
    assert!(!old.exists(), "nothing needs it any more");
    assert_ne!(std::fs::read(&new).unwrap(), first);
    let steps = async |scene: &mut Scene, steps| {
        scene.owner.sign_in(&scene.world, OWNER, PASSWORD).await.ok();
        let code = scene.owner.code(&scene.world, steps);
        scene.owner.post(&scene.world, "/api/v1/session/second-factor", json!({ "code": code })).await
    };
    steps(&mut scene, 1).await.ok();
    let code = json!({ "code": rita.code(&scene.world, 0) });
    rita.post(&scene.world, "/api/v1/account/totp/confirm", code).await.ok();
    let said = json!({ "sub": "o", "email": OWNER, "email_verified": true });
    scene.by_provider(&mut Browser::default(), said.clone(), json!({}), |_, _| ()).await.ok();

    // A start that ended before it could delete the old key changes nothing.
    std::fs::write(&old, &first).unwrap();
    std::fs::set_permissions(&old, PermissionsExt::from_mode(0o600)).unwrap();
    scene.world.restart().await;
    assert!(!old.exists());
    scene.world.env.advance(Millis::from_minutes(2));
    steps(&mut scene, 0).await.ok();
    scene.by_provider(&mut Browser::default(), said, json!({}), |_, _| ()).await.ok();

    // Without the old key nobody's app fits any more.
    std::fs::remove_file(&new).unwrap();
    scene.world.restart().await;
    scene.world.env.advance(Millis::from_minutes(2));
    assert_ne!(steps(&mut scene, 0).await.status, 200);
}
