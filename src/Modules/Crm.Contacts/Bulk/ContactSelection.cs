using System.Text.Json.Nodes;
using Crm.Contacts.People;

namespace Crm.Contacts.Bulk;

/// <summary>Which contacts of a type an act concerns: chosen one by one, or all that a list shows. Stored with the operation.</summary>
/// <param name="Type">One of <see cref="ContactTypes"/>.</param>
/// <param name="Ids">Content item ids; empty when the filter chooses.</param>
/// <param name="Filter">That of the list; households and organisations are narrowed by its search alone.</param>
internal sealed record ContactSelection(string Type, IReadOnlyList<string> Ids, PeopleFilter Filter)
{
    /// <summary>Most contacts one can choose one by one: a page of a list has no more, and an address has room for them.</summary>
    public const int MostIds = 200;

    private const string TypeKey = "type";
    private const string IdsKey = "ids";
    private const string SearchKey = "q";
    private const string StageKey = "stage";
    private const string OwnerKey = "owner";
    private const string SegmentKey = "segment";
    private const string WhereKey = "where";

    /// <summary>Whether the filter chooses.</summary>
    public bool IsAll => Ids.Count == 0;

    /// <summary>Reads it back; without a type it is of people, as all were once.</summary>
    public static ContactSelection Of(JsonObject json) => new(
        (string?)json[TypeKey] ?? ContactTypes.Person,
        [.. (json[IdsKey] as JsonArray ?? []).Select(id => (string?)id).OfType<string>()],
        new PeopleFilter((string?)json[SearchKey], (string?)json[StageKey], (string?)json[OwnerKey], (string?)json[SegmentKey], (string?)json[WhereKey]));

    /// <summary>Writes it.</summary>
    public void WriteTo(JsonObject json)
    {
        json[TypeKey] = Type;
        if (!IsAll)
        {
            json[IdsKey] = new JsonArray([.. Ids.Select(id => (JsonNode)id)]);
            return;
        }

        (json[SearchKey], json[StageKey], json[OwnerKey], json[SegmentKey], json[WhereKey]) = (Filter.Search, Filter.Stage, Filter.Owner, Filter.Segment, Filter.Where);
    }
}
