//! What follows for the schemas from how the server writes JSON: an answer's keys are always there, a missing value is
//! `null`; only keys that are left out on purpose may be absent.

use std::collections::BTreeSet;

use utoipa::openapi::{
    OpenApi, Ref, RefOr, Type,
    schema::{ArrayItems, Object, Schema, SchemaType},
};

use super::operations;

const PLACE: &str = "#/components/schemas/";

pub(super) fn complete(description: &mut OpenApi) {
    let asked = asked_for(description);
    let Some(components) = &mut description.components else { return };
    let names: BTreeSet<String> = components.schemas.keys().cloned().collect();
    for (name, schema) in &mut components.schemas {
        let RefOr::T(schema) = schema else { continue };
        if let Schema::Object(envelope) = schema {
            name_contents(name, envelope, &names);
        }
        if !asked.contains(name) {
            always_there(schema);
        }
    }
}

/// The schemas of request bodies and what they hold.
fn asked_for(description: &mut OpenApi) -> BTreeSet<String> {
    let bodies = description.paths.paths.values_mut().flat_map(operations).filter_map(|operation| {
        match operation.request_body.as_ref()? {
            RefOr::T(body) => Some(body),
            RefOr::Ref(_) => None,
        }
    });
    let mut found = BTreeSet::new();
    let contents = bodies.flat_map(|body| body.content.values());
    let schemas = contents.filter_map(|content| match content {
        RefOr::T(content) => content.schema.as_ref(),
        RefOr::Ref(_) => None,
    });
    let mut waiting: Vec<String> = schemas.flat_map(references).collect();
    let known = description.components.as_ref().map(|components| &components.schemas);
    while let Some(name) = waiting.pop() {
        if let Some(schema) = known.and_then(|known| known.get(&name)) {
            waiting.extend(references(schema).into_iter().filter(|next| !found.contains(next) && *next != name));
        }
        found.insert(name);
    }
    found
}

/// The names of the schemas that a schema refers to.
fn references(schema: &RefOr<Schema>) -> Vec<String> {
    match schema {
        RefOr::Ref(link) => link.ref_location.strip_prefix(PLACE).map(str::to_owned).into_iter().collect(),
        RefOr::T(Schema::Object(object)) => object.properties.values().flat_map(references).collect(),
        RefOr::T(Schema::Array(array)) => match &array.items {
            ArrayItems::RefOrSchema(items) => references(items),
            _ => Vec::new(),
        },
        RefOr::T(Schema::OneOf(one)) => one.items.iter().flat_map(references).collect(),
        RefOr::T(Schema::AllOf(all)) => all.items.iter().flat_map(references).collect(),
        RefOr::T(Schema::AnyOf(any)) => any.items.iter().flat_map(references).collect(),
        RefOr::T(_) => Vec::new(),
    }
}

/// An envelope of something that has a name refers to it, instead of describing it once more.
fn name_contents(name: &str, envelope: &mut Object, names: &BTreeSet<String>) {
    let Some((_, contents)) = name.split_once("Envelope_") else { return };
    let Some(data) = envelope.properties.get_mut("data") else { return };
    let contents = contents.strip_prefix("Vec_").unwrap_or(contents);
    if !names.contains(contents) {
        return;
    }
    let link = RefOr::Ref(Ref::from_schema_name(contents));
    match data {
        RefOr::T(Schema::Array(array)) => array.items = ArrayItems::RefOrSchema(Box::new(link)),
        _ => *data = link,
    }
}

/// Keys that may be null are there, as null; keys that may be absent are never null.
fn always_there(schema: &mut Schema) {
    match schema {
        Schema::Object(object) => {
            for (key, property) in &mut object.properties {
                if let RefOr::T(property) = property {
                    mark_nothing(property);
                    always_there(property);
                    if may_be_null(property) && !object.required.contains(key) {
                        object.required.push(key.clone());
                    }
                }
            }
        }
        Schema::AllOf(all) => {
            for item in &mut all.items {
                if let RefOr::T(item) = item {
                    always_there(item);
                }
            }
        }
        _ => {}
    }
}

/// `Option<()>`, a key that is always null, is described without a type.
fn mark_nothing(schema: &mut Schema) {
    if let Schema::Object(object) = schema
        && matches!(object.schema_type, SchemaType::AnyValue)
        && object.default.as_ref().is_some_and(serde_json::Value::is_null)
    {
        object.schema_type = SchemaType::Type(Type::Null);
        object.default = None;
    }
}

fn may_be_null(schema: &Schema) -> bool {
    let with_null = |schema_type: &SchemaType| match schema_type {
        SchemaType::Type(only) => *only == Type::Null,
        SchemaType::Array(types) => types.contains(&Type::Null),
        SchemaType::AnyValue => false,
    };
    match schema {
        Schema::Object(object) => with_null(&object.schema_type),
        Schema::Array(array) => with_null(&array.schema_type),
        Schema::OneOf(one) => one.items.iter().any(|item| matches!(item, RefOr::T(item) if may_be_null(item))),
        _ => false,
    }
}
