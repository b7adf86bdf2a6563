//! What the two calls of the client's API have in common.

use crate::call::Call;
use crate::contract::Contract;
use crate::receiver::{CRN, Receiver};
use apd_tests::messages::event;
use serde_json::{Value, json};

/// The referral that is asked about.
pub const REFERRAL: &str = "7b1c6a34-52a8-4c55-9f0e-3f1f2a6d7c10";

/// One of the calls.
#[derive(Clone, Copy)]
pub struct CallBack {
    /// What is asked for.
    pub description: &'static str,
    /// The last segment of its path.
    pub detail: &'static str,
    /// The type of the events that lead to it.
    pub event_type: &'static str,
}

impl CallBack {
    /// The path of the call.
    pub fn path(self) -> String {
        format!("/referral/{REFERRAL}/{}", self.detail)
    }

    /// The call, where the client is in this state.
    pub fn given(self, state: &str) -> Call {
        Call::of_the_client(self.description)
            .sends("GET", &self.path())
            .given(state, &json!({ "referralId": REFERRAL }))
    }

    /// The event that leads to it, from a client at this address.
    pub fn event(self, address: &str) -> Value {
        event(self.event_type, CRN, &format!("{address}{}", self.path()))
    }

    /// Whatever the body says: the message is a failure, which is worth another try or not.
    pub fn is_refused(self, state: &str, status: u16, is_worth_another_try: bool) -> Contract {
        self.given(state).receives_status(status).at_an_address(async move |address: String| {
            let receiver = Receiver::start(Some(&address)).await;

            let failure = receiver.receives(&self.event(&address)).await.unwrap_err();

            assert_eq!(failure.is_transient(), is_worth_another_try, "{failure}");
            receiver.end().await;
        })
    }
}
