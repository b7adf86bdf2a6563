//! Who sends the request.

use super::Params;
use crate::provider::{Sender, Stage};

/// No token at all.
pub(super) async fn anonymous(stage: &mut Stage, _: &Params) {
    stage.sender = Sender::Anonymous;
}

/// A token that was good an hour ago.
pub(super) async fn expired(stage: &mut Stage, _: &Params) {
    stage.sender = Sender::Expired;
}

/// A good token of somebody who has been given another role.
pub(super) async fn without_role(stage: &mut Stage, _: &Params) {
    stage.sender = Sender::WithoutRole;
}
