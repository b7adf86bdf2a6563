//! What holds of any text.

use super::*;
use proptest::prelude::*;

/// Any JSON, of a size that is quick to make.
fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
    ];
    let key = prop_oneof![
        Just("Message".to_owned()),
        Just("MessageId".to_owned()),
        Just("MessageAttributes".to_owned()),
        Just("eventType".to_owned()),
        Just("occurredAt".to_owned()),
        Just("personReference".to_owned()),
        Just("identifiers".to_owned()),
        ".{0,6}",
    ];
    leaf.prop_recursive(4, 24, 5, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(key.clone(), inner, 0..5)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

/// A property of the event or of the notification, replaced by anything.
fn altered() -> impl Strategy<Value = String> {
    const OF_EVENT: [&str; 6] =
        ["eventType", "version", "detailUrl", "occurredAt", "personReference", "description"];
    const OF_NOTIFICATION: [&str; 6] =
        ["Type", "MessageId", "Message", "Timestamp", "MessageAttributes", "Signature"];
    let event = (prop::sample::select(&OF_EVENT[..]), any_json())
        .prop_map(|(property, value)| notification(&with(good_event(), property, value)).to_string());
    let wrapping = (prop::sample::select(&OF_NOTIFICATION[..]), any_json())
        .prop_map(|(property, value)| with(notification(&good_event()), property, value).to_string());
    prop_oneof![event, wrapping, any_json().prop_map(|value| value.to_string())]
}

proptest! {
    #[test]
    fn no_body_makes_it_panic(body in prop_oneof![".*", altered()], event_type in ".*") {
        let delivery = delivery(&body, &[("eventType", &event_type)]);

        let envelope = Envelope::read(&delivery, now());

        prop_assert_eq!(&envelope, &Envelope::read(&delivery, now()), "the same is read again");
        if let Ok(event) = &envelope.event {
            prop_assert_eq!(event.message_id, envelope.id);
            prop_assert_eq!(Some(&event.event_type), envelope.event_type.as_ref());
            prop_assert_eq!(&envelope.crn, &event.crn().and_then(Crn::parse));
        }
    }

    /// A body cut off anywhere is refused; none of its text is in the reason.
    #[test]
    fn part_of_a_body_is_never_taken_for_the_whole(length in 0_usize..400, is_raw in any::<bool>()) {
        let told = with(good_event(), "description", "Waverley");
        let whole = if is_raw { told.to_string() } else { notification(&told).to_string() };
        let part = &whole[..length.min(whole.len() - 1)];

        let envelope = read_raw(part);

        prop_assert!(reason(&envelope).starts_with("the body is not JSON"), "{}", reason(&envelope));
    }

    #[test]
    fn reason_quotes_nothing_of_the_body(body in altered()) {
        const SECRET: &str = "Waverley";
        let body = body.replace("X123456", SECRET).replace("https://mad.example", SECRET);
        let quoted = json!(SECRET).to_string();

        for envelope in [read_raw(&body), read_raw(&quoted), read(with(notification(&good_event()), "Message", quoted))] {
            if let Err(error) = envelope.event {
                prop_assert!(!error.to_string().contains(SECRET), "{error}");
            }
        }
    }

    /// Serialised in any way, a good event is read.
    #[test]
    fn order_and_layout_of_a_body_do_not_matter(pretty in any::<bool>(), reversed in any::<bool>(), blanks in "[ \\n\\t]{0,5}") {
        let members = notification(&good_event());
        let mut members: Vec<_> = members.as_object().unwrap().iter().collect();
        if reversed {
            members.reverse();
        }
        let (colon, comma) = if pretty { (" : ", ",\n  ") } else { (":", ",") };
        let members: Vec<_> = members.iter().map(|(name, value)| format!("\"{name}\"{colon}{value}")).collect();
        let body = format!("{blanks}{{{}}}{blanks}", members.join(comma));

        prop_assert_eq!(read(body), read(notification(&good_event())));
    }
}
