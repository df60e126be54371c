//! Clients and their members.

use candor_domain::{ClientId, MemberId};
use sea_orm::{ActiveValue::Set, DatabaseTransaction, EntityTrait as _};
use serde::Serialize;
use serde_json::json;

use super::{Admin, AdminError, Made, not_empty};
use crate::{
    accounts::{
        Email,
        link::{self, Purpose},
        member::{self, NewMember},
        provider, token,
    },
    audit::{self, Act, Actor, Line},
    auth::policy::{Organisation, Role, Scope},
    db::{DbId as _, entity},
    env::Environment,
};

/// A new client.
#[derive(Debug, Clone, serde::Deserialize, utoipa::ToSchema)]
pub struct NewClient {
    /// Its name.
    pub name: String,
    /// How to reach it about personal data.
    pub contact: String,
    /// Its postal address.
    pub address: String,
    /// Under whose law it processes.
    pub jurisdiction: String,
    /// The authority that takes complaints about it.
    pub authority: String,
    /// Who runs the server for it.
    pub operator: String,
}

/// A member that was made.
#[derive(Debug, Clone, Serialize)]
pub struct MadeMember {
    /// Its id.
    pub id: MemberId,
    /// The API token, kept nowhere else.
    pub token: String,
    /// The link by which they come to sign in, kept nowhere else.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
}

impl Admin {
    /// Makes a client.
    ///
    /// # Errors
    /// Where a text is empty, or the database refuses.
    pub async fn create_client(&self, new: NewClient) -> Result<Made<ClientId>, AdminError> {
        let transaction = self.db.begin().await?;
        let id = insert_client(&transaction, &self.env, new).await?;
        let actor = Actor::command();
        let line = Line::of(Organisation::of(id), &actor, Act::ClientMade).object("client", id);
        audit::record(&transaction, &self.env, line).await?;
        transaction.commit().await?;
        Ok(Made { id })
    }

    /// Says whether a client's members need more than a password to sign in.
    ///
    /// # Errors
    /// Where there is no such client.
    pub async fn require_second_factor(&self, client: ClientId, required: bool) -> Result<(), AdminError> {
        let organisation = self.organisation(client).await?;
        let new = entity::client::ActiveModel {
            id: Set(client.db()),
            second_factor: Set(required),
            ..Default::default()
        };
        let transaction = self.db.begin().await?;
        entity::client::Entity::update(new).exec(&transaction).await?;
        let (actor, detail) = (Actor::command(), json!({ "second_factor": required }));
        let line = Line::of(organisation, &actor, Act::ClientChanged).detail(detail);
        audit::record(&transaction, &self.env, line).await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Makes a client's members free to sign in otherwise than by its identity provider; whether they weren't.
    ///
    /// # Errors
    /// Where there is no such client.
    pub async fn release_from_provider(&self, client: ClientId) -> Result<bool, AdminError> {
        let organisation = self.organisation(client).await?;
        let transaction = self.db.begin().await?;
        let changed = provider::release(&transaction, organisation).await?;
        if changed {
            let (actor, detail) = (Actor::command(), json!({ "required": false }));
            let line = Line::of(organisation, &actor, Act::ProviderChanged).detail(detail);
            audit::record(&transaction, &self.env, line).await?;
        }
        transaction.commit().await?;
        Ok(changed)
    }

    /// Makes a member with an API token for everything that the role allows; where an address is given, also a link by which they
    /// come to sign in.
    ///
    /// # Errors
    /// Where there is no such client, or the address is a member's already.
    pub async fn create_member(
        &self,
        client: ClientId,
        name: &str,
        role: Role,
        email: Option<&str>,
    ) -> Result<MadeMember, AdminError> {
        not_empty("the member's name", name)?;
        let organisation = self.organisation(client).await?;
        let email = email.map(Email::read).transpose()?;
        let transaction = self.db.begin().await?;
        let new = NewMember { name: name.into(), role, email: email.clone(), account: None };
        let row = member::create(&transaction, &self.env, organisation, new).await?;
        let id = MemberId::from_db(row.id);
        let (scopes, days, of) = (Scope::ALL, token::MAX_DAYS, "candor-server admin".to_owned());
        let (_, token) = token::make(&transaction, &self.env, organisation, id, of, &scopes, days).await?;
        let link = match email {
            Some(email) => {
                let purpose = Purpose::Member(organisation, id, email);
                let (secret, _) = link::issue(&transaction, &self.env, &purpose).await?;
                Some(link::url(&self.public_url, &secret))
            }
            None => None,
        };
        let actor = Actor::command();
        let line = Line::of(organisation, &actor, Act::MemberInvited).object("member", id);
        audit::record(&transaction, &self.env, line.detail(json!({ "role": role }))).await?;
        transaction.commit().await?;
        Ok(MadeMember { id, token, link })
    }
}

/// Makes a client, whose members need more than a password until somebody says otherwise.
pub(crate) async fn insert_client(
    transaction: &DatabaseTransaction,
    env: &Environment,
    new: NewClient,
) -> Result<ClientId, AdminError> {
    for (what, text) in [
        ("the client's name", &new.name),
        ("the client's contact", &new.contact),
        ("the client's address", &new.address),
        ("the client's jurisdiction", &new.jurisdiction),
        ("the client's authority", &new.authority),
        ("the client's operator", &new.operator),
    ] {
        not_empty(what, text)?;
    }
    let id = env.id(ClientId::new);
    let row = entity::client::ActiveModel {
        id: Set(id.db()),
        name: Set(new.name),
        contact: Set(new.contact),
        address: Set(new.address),
        jurisdiction: Set(new.jurisdiction),
        authority: Set(new.authority),
        operator: Set(new.operator),
        created_at: Set(env.now().as_millis()),
        second_factor: Set(true),
    };
    entity::client::Entity::insert(row).exec_without_returning(transaction).await?;
    Ok(id)
}
