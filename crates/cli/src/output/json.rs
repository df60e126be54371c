//! Documents for programs.

use candor_engine::protocol::Failure;
use serde_json::{Value, json};

/// A document as text: indented where a person looks at it, else in one line.
pub fn document(document: &Value, indented: bool) -> String {
    if indented { format!("{document:#}") } else { document.to_string() }
}

/// A failure as a document.
pub fn failure(failure: &Failure) -> Value {
    json!({ "error": { "code": failure.code, "message": failure.message } })
}

#[cfg(test)]
mod tests {
    use candor_engine::protocol::FailureCode;

    use super::*;

    #[test]
    fn a_failure_is_one_document_in_one_line() {
        let text = document(&failure(&Failure::new(FailureCode::ConsentMissing, "Read\nit first.")), false);
        assert_eq!(text, r#"{"error":{"code":"consent_missing","message":"Read\nit first."}}"#);
    }
}
