//! What may differ between the example of a contract and the provider's answer.

use pact_consumer::patterns::{EachLike, JsonPattern, Pattern, StringPattern, Term};
use pact_models::matchingrules::{MatchingRule, MatchingRuleCategory, RuleLogic};
use pact_models::path_exp::DocPath;
use serde_json::Value;

/// A value that need not be the example's, but has to obey a rule.
#[derive(Debug)]
struct Ruled {
    example: Value,
    rule: MatchingRule,
}

impl Pattern for Ruled {
    type Matches = Value;

    fn to_example(&self) -> Value {
        self.example.clone()
    }

    fn to_example_bytes(&self) -> Vec<u8> {
        self.example.to_string().into_bytes()
    }

    fn extract_matching_rules(&self, path: DocPath, rules: &mut MatchingRuleCategory) {
        rules.add_rule(path, self.rule.clone(), RuleLogic::And);
    }
}

fn ruled(example: impl Into<Value>, rule: MatchingRule) -> JsonPattern {
    JsonPattern::pattern(Ruled { example: example.into(), rule })
}

/// Any text.
pub fn text(example: &str) -> JsonPattern {
    ruled(example, MatchingRule::Type)
}

/// A text that matches a regular expression.
pub fn matching(expression: &str, example: &str) -> JsonPattern {
    ruled(example, MatchingRule::Regex(expression.to_owned()))
}

/// A text that contains these words.
pub fn containing(words: &str, example: &str) -> JsonPattern {
    ruled(example, MatchingRule::Include(words.to_owned()))
}

/// The value of a header that matches a regular expression.
pub fn header(expression: &str, example: &str) -> StringPattern {
    let value: Term<StringPattern> = term!(expression, example);
    value.into()
}

/// A code of Delius: one word.
pub fn code(example: &str) -> JsonPattern {
    matching(r"^\S+$", example)
}

/// An e-mail address, as far as anybody looks at it.
pub fn email(example: &str) -> JsonPattern {
    matching(r"^\S+@\S+$", example)
}

/// A whole number.
pub fn whole(example: i64) -> JsonPattern {
    ruled(example, MatchingRule::Integer)
}

/// A day.
pub fn date(example: &str) -> JsonPattern {
    ruled(example, MatchingRule::Date("yyyy-MM-dd".to_owned()))
}

/// A moment with its offset.
pub fn moment(example: &str) -> JsonPattern {
    matching(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$", example)
}

/// A time of day.
pub fn time(example: &str) -> JsonPattern {
    matching(r"^\d\d:\d\d(:\d\d(\.\d{1,9})?)?$", example)
}

/// A UUID in lower case.
pub fn uuid(example: &str) -> JsonPattern {
    matching("^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", example)
}

/// A code and its description.
pub fn coded(example: &str, description: &str) -> JsonPattern {
    json_pattern!({ "code": code(example), "description": text(description) })
}

/// A name without middle names.
pub fn name(forename: &str, surname: &str) -> JsonPattern {
    json_pattern!({ "forename": text(forename), "surname": text(surname) })
}

/// A list with at least one item, all of which are like this one.
pub fn list(item: JsonPattern) -> JsonPattern {
    JsonPattern::pattern(EachLike::new(item))
}

/// A list without items.
pub fn empty() -> JsonPattern {
    JsonPattern::Array(Vec::new())
}
