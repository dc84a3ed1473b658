using System.Text.Json.Nodes;
using Crm.Contacts.People;

namespace Crm.Contacts.Bulk;

/// <summary>Whom a bulk act concerns: people chosen one by one, or all that a list shows. Stored with the operation.</summary>
/// <param name="Ids">Content item ids; empty when the filter chooses.</param>
/// <param name="Filter">That of the list.</param>
internal sealed record PeopleSelection(IReadOnlyList<string> Ids, PeopleFilter Filter)
{
    /// <summary>Most people one can choose one by one: a page of a list has no more, and an address has room for them.</summary>
    public const int MostIds = 200;

    private const string IdsKey = "ids";
    private const string SearchKey = "q";
    private const string StageKey = "stage";
    private const string OwnerKey = "owner";
    private const string SegmentKey = "segment";
    private const string WhereKey = "where";

    /// <summary>Whether the filter chooses.</summary>
    public bool IsAll => Ids.Count == 0;

    /// <summary>Reads it back.</summary>
    public static PeopleSelection Of(JsonObject json) => new(
        [.. (json[IdsKey] as JsonArray ?? []).Select(id => (string?)id).OfType<string>()],
        new PeopleFilter((string?)json[SearchKey], (string?)json[StageKey], (string?)json[OwnerKey], (string?)json[SegmentKey], (string?)json[WhereKey]));

    /// <summary>Writes it.</summary>
    public void WriteTo(JsonObject json)
    {
        if (!IsAll)
        {
            json[IdsKey] = new JsonArray([.. Ids.Select(id => (JsonNode)id)]);
            return;
        }

        (json[SearchKey], json[StageKey], json[OwnerKey], json[SegmentKey], json[WhereKey]) = (Filter.Search, Filter.Stage, Filter.Owner, Filter.Segment, Filter.Where);
    }
}
