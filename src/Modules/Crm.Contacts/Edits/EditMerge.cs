using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Contacts.Addresses;
using Crm.Contacts.Households;
using Crm.Contacts.Organisations;
using Crm.Contacts.People;
using Crm.Contacts.Points;
using Crm.Kernel.Content;
using Crm.Kernel.Data;

namespace Crm.Contacts.Edits;

/// <summary>A member that two people changed to different values.</summary>
/// <param name="Path">Part and member, as <c>PersonPart.GivenName</c>.</param>
/// <param name="Theirs">What the other person wrote, as text.</param>
internal sealed record Clash(string Path, string Theirs);

/// <summary>What became of an edit.</summary>
/// <param name="Clashes">None when the item now holds the edit; else nothing was written and somebody must choose.</param>
/// <param name="Shown">For a form with clashes: both changes where they differ, the editor's own where they clash.</param>
internal sealed record EditOutcome(IReadOnlyList<Clash> Clashes, ContentItem Shown);

/// <summary>Writes a form into a record that somebody else may have changed since the form was opened: both changes are kept where they differ.</summary>
internal sealed class EditMerge(ISession session, IHistory history)
{
    /// <summary>Writes the form.</summary>
    /// <param name="seen">The version the form was opened with; 0 for a new record.</param>
    /// <param name="theirs">Paths of earlier clashes where the other's value was chosen.</param>
    public async Task<EditOutcome> ApplyAsync(ContentItem item, long seen, IReadOnlyCollection<string> theirs, Func<ContentItem, Task> form)
    {
        Settle(item);
        var stored = (JsonObject)item.Data.DeepClone();
        if (seen == 0 || seen == session.GetVersion(item))
        {
            await form(item);
            foreach (var path in theirs)
            {
                Write(item, path, At(stored, path));
            }

            return new EditOutcome([], item);
        }

        var state = await history.GetStateAsync(session.GetDocumentId(item), seen);
        var mine = Settle(state?.Deserialize<ContentItem>() ?? new ContentItem { ContentType = item.ContentType });
        var before = (JsonObject)mine.Data.DeepClone();
        await form(mine);
        var (merged, clashes) = JsonMerge.Merge(before, mine.Data, stored);
        var open = clashes.Where(path => !theirs.Contains(path)).ToList();
        foreach (var path in open)
        {
            Set(merged, path.Split('.'), At(mine.Data, path));
        }

        var target = open.Count == 0 ? item : mine;
        foreach (var (part, value) in merged.ToList())
        {
            Write(target, part, value);
        }

        return new EditOutcome([.. open.Select(path => new Clash(path, Text(At(stored, path))))], target);
    }

    /// <summary>Writes the parts' defaults out, so that a member the form sets to its default is no change.</summary>
    private static ContentItem Settle(ContentItem item)
    {
        switch (item.ContentType)
        {
            case ContactTypes.Person:
                item.Alter<PersonPart>(_ => { });
                item.Alter<ContactPointsPart>(_ => { });
                break;
            case ContactTypes.Household:
                item.Alter<HouseholdPart>(_ => { });
                break;
            case ContactTypes.Organisation:
                item.Alter<OrganisationPart>(_ => { });
                item.Alter<ContactPointsPart>(_ => { });
                break;
        }

        item.Alter<AddressPart>(_ => { });
        return item;
    }

    private static JsonNode? At(JsonObject json, string path)
    {
        JsonNode? node = json;
        foreach (var name in path.Split('.'))
        {
            node = (node as JsonObject)?[name];
        }

        return node;
    }

    private static void Write(ContentItem item, string path, JsonNode? value)
    {
        var names = path.Split('.');
        var part = names.Length == 1 ? value : item.Data[names[0]];
        var whole = new JsonObject { [names[0]] = part?.DeepClone() };
        Set(whole, names, value);
        item.Remove(names[0]);
        item.Merge(whole);
    }

    private static void Set(JsonObject json, string[] names, JsonNode? value)
    {
        foreach (var name in names[..^1])
        {
            if (json[name] is not JsonObject inner)
            {
                json[name] = inner = [];
            }

            json = inner;
        }

        json.Remove(names[^1]);
        if (value is not null)
        {
            json[names[^1]] = value.DeepClone();
        }
    }

    private static string Text(JsonNode? value) => value switch
    {
        null => "—",
        JsonValue => value.ToString() is { Length: > 0 } text ? text : "—",
        JsonArray list => list.Count == 0 ? "—" : string.Join(", ", list.Select(Text)),
        JsonObject members => string.Join(' ', members.Select(member => Text(member.Value)).Where(text => text != "—")),
        _ => value.ToString(),
    };
}
