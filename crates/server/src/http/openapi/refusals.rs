//! The answers to calls that are refused: they follow from what a call takes, in every dialect alike.

use utoipa::{
    PartialSchema, ToSchema,
    openapi::{
        ContentBuilder, HeaderBuilder, ObjectBuilder, Ref, RefOr, Response, ResponseBuilder, Type,
        path::{Operation, ParameterIn},
    },
};
use utoipa_axum::router::OpenApiRouter;

use super::operations;

/// Describes the refusals of all paths of a router as `E`.
pub(crate) fn with_refusals<S, E>(mut router: OpenApiRouter<S>) -> OpenApiRouter<S>
where
    S: Clone + Send + Sync + 'static,
    E: ToSchema + PartialSchema,
{
    let mut schemas = vec![(E::name().into_owned(), E::schema())];
    E::schemas(&mut schemas);
    let components = router.get_openapi_mut().components.get_or_insert_default();
    components.schemas.extend(schemas);
    with_refusals_like(router, &E::name())
}

/// The same with a schema that another router brings along.
pub(crate) fn with_refusals_like<S>(mut router: OpenApiRouter<S>, schema: &str) -> OpenApiRouter<S>
where
    S: Clone + Send + Sync + 'static,
{
    for item in router.get_openapi_mut().paths.paths.values_mut() {
        for operation in operations(item) {
            describe(operation, schema);
        }
    }
    router
}

fn describe(operation: &mut Operation, schema: &str) {
    let takes = |place: &[ParameterIn]| {
        let parameters = operation.parameters.iter().flatten();
        parameters.filter_map(as_value).any(|parameter| place.contains(&parameter.parameter_in))
    };
    let has_body = operation.request_body.is_some();
    let reads_token = operation.security.is_some();
    let found = [
        (has_body || takes(&[ParameterIn::Query, ParameterIn::Header]), "400", "Something is wrong with the call."),
        (reads_token, "401", "The access token is missing, has run out or was taken back."),
        (reads_token, "403", "The account may not do this."),
        (takes(&[ParameterIn::Path]), "404", "There is nothing at this address, or not for the caller."),
        (has_body, "413", "The body is larger than is accepted."),
        (true, "429", "Too many calls."),
    ];
    for (_, status, about) in found.into_iter().filter(|(applies, ..)| *applies) {
        let refusal = || RefOr::T(refusal(status, about, schema));
        operation.responses.responses.entry(status.to_owned()).or_insert_with(refusal);
    }
    for (status, response) in &mut operation.responses.responses {
        let RefOr::T(response) = response else { continue };
        if response.description.is_empty() {
            response.description = meaning(status).to_owned();
        }
    }
}

fn refusal(status: &str, about: &str, schema: &str) -> Response {
    let content = ContentBuilder::new().schema(Some(Ref::from_schema_name(schema))).build();
    let response = ResponseBuilder::new().description(about).content("application/json", content);
    if status != "429" {
        return response.build();
    }
    let seconds = ObjectBuilder::new().schema_type(Type::Integer).minimum(Some(0)).build();
    let header =
        HeaderBuilder::new().schema(Some(seconds)).description(Some("Seconds until the next call counts.")).build();
    response.header("Retry-After", header).build()
}

fn meaning(status: &str) -> &'static str {
    match status {
        "101" => "The connection goes on as a WebSocket.",
        "201" => "It was made.",
        "202" => "It waits for its turn.",
        "204" => "It is done; there is nothing to say.",
        "409" => "It does not fit what is there.",
        "503" => "Not now.",
        _ => "The answer.",
    }
}

fn as_value<T>(item: &RefOr<T>) -> Option<&T> {
    match item {
        RefOr::T(value) => Some(value),
        RefOr::Ref(_) => None,
    }
}
