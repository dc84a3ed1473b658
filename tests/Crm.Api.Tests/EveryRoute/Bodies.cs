using System.Net.Http.Headers;
using System.Text;

namespace Crm.Api.Tests.EveryRoute;

/// <summary>Plausible bodies for the API, by address; an endpoint that needs another than <c>{}</c> gets it here.</summary>
internal static class Bodies
{
    /// <summary>What an address of the API is asked beside its body.</summary>
    public static string Question(string address, bool writes, Records records) => address.TrimEnd('/') switch
    {
        "/api/media" when writes => $"path={records.File}",
        "/api/media/files" => $"path=new-{records.File}",
        "/api/media/folders" => $"path=folder-{records.TrashedFile}",
        "/api/contacts/people/distribution" => "by=owner",
        "/api/search" => "q=Kanarien",
        "/api/contexts" when !writes => $"subject={records.Person}",
        "/api/media/move" => $"from={records.File}&to=moved-{records.File}",
        var merge when merge.EndsWith("/merge", StringComparison.Ordinal) => "preview=true",
        var stage when stage.StartsWith("/api/contacts/stages/", StringComparison.Ordinal) => "to=-",
        "/api/contacts/trash" => "type=person",
        var tried when tried.StartsWith("/admin/mail-templates/", StringComparison.Ordinal) => $"person={records.Person}",
        _ => writes ? "" : "type=Gift&contentType=Gift&take=10&draft=true",
    };

    public static HttpContent For(string address, Records records) => address.TrimEnd('/') switch
    {
        "/api/content" => Json($$"""{ "ContentItemId": "{{records.Gift}}", "TitlePart": { "Title": "Changed" } }"""),
        "/api/content/batch" => Text("application/x-ndjson", $$"""{ "ContentItemId": "{{records.Gift}}", "ContentType": "Gift", "TitlePart": { "Title": "Imported" } }"""),
        "/api/media/files" => Text("text/plain", "Some words"),
        "/api/messages" => Json($$"""{ "action": "probe", "personId": "{{records.Person}}", "channel": "email", "class": "personal", "subject": "Some words", "text": "Some words" }"""),
        "/api/contexts" => Json($$"""{ "subjectId": "{{records.Person}}", "kind": "purchase", "source": "Some words" }"""),
        "/api/brakes" => Json("""{ "scope": "topic", "value": "some-words", "reason": "Some words" }"""),
        var call when call.StartsWith("/api/calls/", StringComparison.Ordinal) => Json("""{ "outcome": "not-reached" }"""),
        "/api/notes" => Json("""{ "Text": "Some words" }"""),
        "/api/tasks" => Json("""{ "Subject": "Something to do" }"""),
        var request when request.StartsWith("/api/privacy/requests", StringComparison.Ordinal) => Json("""{ "personName": "Somebody", "asked": "access", "note": "Some words", "reason": "Some words", "answer": "Some words" }"""),
        var restriction when restriction.EndsWith("/restriction", StringComparison.Ordinal) => Json("""{ "reason": "Some words" }"""),
        var merge when merge.EndsWith("/merge", StringComparison.Ordinal) => Json($$"""{ "other": "{{records.OtherPerson}}" }"""),
        "/api/contacts/duplicates/not" or "/api/contacts/duplicates/open" => Json($$"""{ "one": "{{records.Person}}", "other": "{{records.OtherPerson}}" }"""),
        var timeline when timeline.EndsWith("/timeline", StringComparison.Ordinal) => Json("""{ "text": "Some words" }"""),
        "/api/contacts/people/views" => Json("""{ "name": "Some words" }"""),
        "/api/contacts/stages" => Json("""{ "name": "Some words", "kind": "open" }"""),
        var stage when stage.StartsWith("/api/contacts/stages/", StringComparison.Ordinal) => Json("""{ "name": "Some words", "kind": "client", "place": 1 }"""),
        "/api/contacts/people/bulk" => Json($$"""{ "act": "stage", "value": "client", "ids": [ "{{records.Person}}" ] }"""),
        "/api/contacts/households/bulk" => Json($$"""{ "act": "trash", "ids": [ "{{records.Household}}" ] }"""),
        "/api/contacts/organisations/bulk" => Json($$"""{ "act": "trash", "ids": [ "{{records.Organisation}}" ] }"""),
        "/api/contacts/import" => new MultipartFormDataContent
        {
            { new StringContent("""{ "columns": { "name": "FamilyName", "key": "Stage" }, "source": "probe" }"""), "map" },
            { new StringContent("name,key\nMartin,1\n,2\n"), "file", "people.csv" },
        },
        var files when files.EndsWith("/attachments", StringComparison.Ordinal) => new MultipartFormDataContent { { new StringContent("Some words"), "file", "words.txt" } },
        _ => Json("{}"),
    };

    private static StringContent Json(string text) => Text("application/json", text);

    private static StringContent Text(string type, string text) => new(text, Encoding.UTF8, MediaTypeHeaderValue.Parse(type));
}
