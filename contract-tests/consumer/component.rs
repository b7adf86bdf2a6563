//! Contracts about requirements and licence conditions, which differ in names alone.

use crate::call::Call;
use crate::contract::Contract;
use crate::matchers::{code, coded, email, empty, list, matching, moment, name, text, whole};
use crate::person::CRN;
use apd_client::{Client, Failure};
use futures::future::LocalBoxFuture;
use pact_consumer::patterns::JsonPattern;
use serde_json::{Value, json};

/// What comes of a call with the generated client: what it has read, written again.
pub type Read<'a> = LocalBoxFuture<'a, Result<Value, Failure>>;

/// Requirements, or licence conditions.
pub struct Kind {
    /// What one is called.
    pub name: &'static str,
    /// What one is called in messages.
    pub entity: &'static str,
    /// The segment of a path before an id.
    pub segment_of_one: &'static str,
    /// The segment of the path of all.
    pub segment_of_all: &'static str,
    /// What states call an id.
    pub parameter: &'static str,
    /// An id: as in Delius, too large for 32 bits.
    pub id: i64,
    /// What the client may have in place of an id.
    pub words: &'static str,
    /// The main category: code and description.
    pub main_category: (&'static str, &'static str),
    /// The code of the sub category that the client looks for.
    pub sub_category: &'static str,
    /// Reads one, by its id.
    pub read_one: for<'a> fn(&'a Client, &'a str) -> Read<'a>,
    /// Reads all of the person.
    pub read_all: for<'a> fn(&'a Client) -> Read<'a>,
}

/// The contracts about a kind: a list, and one test each.
macro_rules! contracts_about {
    ($kind:ident: $($name:ident),+ $(,)?) => {
        /// The contracts of this module.
        pub fn contracts() -> Vec<$crate::contract::Contract> {
            vec![$($crate::component::$name(&$kind)),+]
        }

        mod holds {
            $(
                #[tokio::test]
                async fn $name() {
                    $crate::component::$name(&super::$kind).holds().await;
                }
            )+
        }
    };
}
pub(crate) use contracts_about;

impl Kind {
    fn call(&self) -> Call {
        let path = format!("/case/{CRN}/{}/{}", self.segment_of_one, self.id);
        Call::of_the_service(&format!("a {}", self.name)).sends("GET", &path)
    }

    fn call_for_all(&self) -> Call {
        let path = format!("/case/{CRN}/{}", self.segment_of_all);
        Call::of_the_service(&format!("the {}s of a person", self.name)).sends("GET", &path)
    }

    /// The parameters of a state about the one with this id.
    fn params(&self, id: &str) -> Value {
        json!({ "crn": CRN, self.parameter: id })
    }

    /// The client looks for this sub category by its code and by its description, and reads the number of the event as a
    /// whole number.
    fn pattern(&self, id: JsonPattern) -> JsonPattern {
        json_pattern!({
            "id": id,
            "mainCategory": coded(self.main_category.0, self.main_category.1),
            "subCategory": { "code": self.sub_category, "description": "Building Choices" },
            "manager": {
                "staff": {
                    "code": code("STAFF01"),
                    "name": name("Priti", "Marlowe"),
                    "email": email("priti.marlowe@example.org"),
                },
                "team": coded("TEAM01", "Team One"),
                "probationDeliveryUnit": coded("PDU1", "PDU One"),
                "officeLocations": list(coded("OFFICE1", "Office One")),
            },
            "probationDeliveryUnits": list(json_pattern!({
                "code": code("PDU1"),
                "description": text("PDU One"),
                "officeLocations": list(coded("OFFICE1", "Office One")),
            })),
            "eventNumber": matching(r"^\d+$", "1"),
            "createdAt": moment("2025-04-08T10:30:00+01:00"),
        })
    }

    fn not_found(&self, id: &str) -> JsonPattern {
        let entity = self.entity;
        matching(
            &format!("^{entity} with id of .+ not found$"),
            &format!("{entity} with id of {id} not found"),
        )
    }
}

fn no_person() -> JsonPattern {
    matching("^Person with crn of .+ not found$", "Person with crn of X100001 not found")
}

fn is_read(kind: &'static Kind, state: &str) -> Contract {
    kind.call()
        .given(state, &kind.params(&kind.id.to_string()))
        .receives(200, kind.pattern(whole(kind.id)))
        .through_the_client(async |client| {
            let component = (kind.read_one)(&client, &kind.id.to_string()).await.unwrap();

            assert_eq!(component["eventNumber"].as_str().unwrap().parse::<i32>().unwrap(), 1);
            assert_eq!(component["manager"]["team"]["code"], "TEAM01");
            assert_eq!(component["probationDeliveryUnits"][0]["officeLocations"][0]["code"], "OFFICE1");
        })
}

/// One that is active.
pub fn found(kind: &'static Kind) -> Contract {
    is_read(kind, &format!("a {}", kind.name))
}

/// Still to be read; only creating appointments for it is refused.
pub fn terminated(kind: &'static Kind) -> Contract {
    is_read(kind, &format!("a terminated {}", kind.name))
}

fn fails(kind: &'static Kind, call: Call, status: u16, id: String) -> Contract {
    call.fails_through_the_client(status, async move |client| (kind.read_one)(&client, &id).await.map(drop))
}

/// One that is not there.
pub fn not_found(kind: &'static Kind) -> Contract {
    let id = kind.id.to_string();
    let call = kind.call().given(&format!("no {}", kind.name), &kind.params(&id));
    fails(kind, call.receives_refusal(404, "NotFound", kind.not_found(&id)), 404, id)
}

/// An id need not be a number for the client.
pub fn not_found_by_words(kind: &'static Kind) -> Contract {
    let path = format!("/case/{CRN}/{}/{}", kind.segment_of_one, kind.words);
    let call = Call::of_the_service(&format!("a {} by something that is no number", kind.name))
        .sends("GET", &path)
        .given(&format!("no {}", kind.name), &kind.params(kind.words))
        .receives_refusal(404, "NotFound", kind.not_found(kind.words));
    fails(kind, call, 404, kind.words.to_owned())
}

/// One of another person.
pub fn of_somebody_else(kind: &'static Kind) -> Contract {
    let id = kind.id.to_string();
    let call = kind
        .call()
        .given("a person", &json!({ "crn": CRN }))
        .given(&format!("a {} of somebody else", kind.name), &json!({ kind.parameter: id }))
        .receives_refusal(400, "RuleViolation", format!("CRN does not match {}", kind.name).into());
    fails(kind, call, 400, id)
}

/// One of a person who is not there.
pub fn of_an_unknown_person(kind: &'static Kind) -> Contract {
    let call = kind.call().given("no person", &json!({ "crn": CRN }));
    fails(kind, call.receives_refusal(404, "NotFound", no_person()), 404, kind.id.to_string())
}

/// The client takes the first one of the right sub category: an active one, if there is any, and of these the newest.
pub fn list_of_several(kind: &'static Kind) -> Contract {
    let (newest, terminated, oldest) = (kind.id, kind.id + 1, kind.id + 2);
    let mut oldest_state = kind.params(&oldest.to_string());
    oldest_state["createdAt"] = "2024-11-04T09:15:00".into();
    let ids = [newest, oldest, terminated];
    let [first, second, third] = ids.map(|id| kind.pattern(id.into()));
    kind.call_for_all()
        .given(&format!("a terminated {}", kind.name), &kind.params(&terminated.to_string()))
        .given(&format!("a {}", kind.name), &kind.params(&newest.to_string()))
        .given(&format!("a {}", kind.name), &oldest_state)
        .receives(200, json_pattern!({ "content": [first, second, third] }))
        .through_the_client(async move |client| {
            let components = (kind.read_all)(&client).await.unwrap();

            let content = components["content"].as_array().unwrap();
            assert!(content.iter().map(|component| component["id"].as_i64().unwrap()).eq(ids));
            assert_eq!(content[0]["subCategory"]["description"], "Building Choices");
        })
}

/// A person who has none.
pub fn list_of_none(kind: &'static Kind) -> Contract {
    kind.call_for_all()
        .given("a person", &json!({ "crn": CRN }))
        .receives(200, json_pattern!({ "content": empty() }))
        .through_the_client(async |client| {
            assert_eq!((kind.read_all)(&client).await.unwrap(), json!({ "content": [] }));
        })
}

/// A person who is not there.
pub fn list_of_an_unknown_person(kind: &'static Kind) -> Contract {
    kind.call_for_all()
        .given("no person", &json!({ "crn": CRN }))
        .receives_refusal(404, "NotFound", no_person())
        .fails_through_the_client(404, async |client| (kind.read_all)(&client).await.map(drop))
}
