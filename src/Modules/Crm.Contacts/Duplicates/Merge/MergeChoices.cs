using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Contacts.Addresses;
using Crm.Contacts.People;
using Crm.Contacts.Relations;
using Crm.Contacts.Stages;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Json;

namespace Crm.Contacts.Duplicates.Merge;

/// <summary>Whose value a merge takes.</summary>
internal enum MergeSide
{
    /// <summary>The survivor's.</summary>
    Survivor,

    /// <summary>The other's.</summary>
    Other,

    /// <summary>Both, where a member holds many.</summary>
    Both,
}

/// <summary>What somebody chose. The merged person is made here only: what a preview shows is what is stored.</summary>
/// <param name="Members">By path, as <c>PersonPart.GivenName</c>. Where nothing is chosen: both of what is many, else the survivor's value, or the other's where that is empty.</param>
/// <param name="Households">Whether the survivor joins the other's households too; asked apart, for a merge of two people is no merge of two homes.</param>
internal sealed record MergeChoices(IReadOnlyDictionary<string, MergeSide> Members, bool Households)
{
    private const string Memberships = $"{nameof(PersonPart)}.{nameof(PersonPart.Memberships)}";
    private const string Stage = $"{nameof(PersonPart)}.{nameof(PersonPart.Stage)}";
    private const string Number = $"{nameof(PersonPart)}.{nameof(PersonPart.Number)}";
    private const string SharedAddress = $"{nameof(AddressPart)}.{nameof(AddressPart.Shared)}";

    /// <summary>The survivor as it will be. Neither item is changed.</summary>
    public ContentItem Apply(ContentItem survivor, ContentItem other)
    {
        var merged = survivor.Copy();
        var data = (JsonObject)survivor.Data.DeepClone();
        foreach (var (part, members) in other.Data.Where(part => part.Value is JsonObject).Select(part => (part.Key, part.Value!.AsObject())))
        {
            var own = survivor.Data[part] as JsonObject ?? [];
            var result = new JsonObject();
            foreach (var name in own.Select(member => member.Key).Union(members.Select(member => member.Key)))
            {
                result[name] = Choose($"{part}.{name}", own[name], members[name])?.DeepClone();
            }

            data[part] = result;
        }

        if (survivor.As<LifeCyclePart>() is not null || other.As<LifeCyclePart>() is not null)
        {
            var (own, others) = (survivor.As<LifeCyclePart>() ?? new LifeCyclePart(), other.As<LifeCyclePart>() ?? new LifeCyclePart());
            var ofOther = SideOf(Stage, survivor.Data[nameof(PersonPart)]?[nameof(PersonPart.Stage)], other.Data[nameof(PersonPart)]?[nameof(PersonPart.Stage)]) == MergeSide.Other;
            data[nameof(LifeCyclePart)] = JsonSerializer.SerializeToNode(ofOther ? LifeCyclePart.Merged(others, own) : LifeCyclePart.Merged(own, others), ContentJson.Options);
        }

        if (data[nameof(PersonPart)] is JsonObject numbered && NumbersOf(other) is { Count: > 0 } former)
        {
            numbered[nameof(PersonPart.FormerNumbers)] = JsonSerializer.SerializeToNode((survivor.As<PersonPart>()?.FormerNumbers ?? []).Union(former), ContentJson.Options);
        }

        if (data[nameof(PersonPart)] is JsonObject person && RelationsOf(survivor).Count + RelationsOf(other).Count > 0)
        {
            person[nameof(PersonPart.Relations)] = JsonSerializer.SerializeToNode(RelationReferences.Merged(survivor.ContentItemId, RelationsOf(survivor), other.ContentItemId, RelationsOf(other)), ContentJson.Options);
        }

        merged.ReplaceData(data);

        merged.DisplayText = merged.As<PersonPart>()?.DisplayName() ?? merged.DisplayText;
        return merged;
    }

    // All that the one who goes was ever called by.
    private static List<long> NumbersOf(ContentItem item) => item.As<PersonPart>() is { } part ? [.. part.Number is { } number ? (long[])[number] : [], .. part.FormerNumbers] : [];

    private static List<PersonRelation> RelationsOf(ContentItem item) => item.As<PersonPart>()?.Relations ?? [];

    private MergeSide SideOf(string path, JsonNode? own, JsonNode? others) => path switch
    {
        Memberships => Households ? MergeSide.Both : MergeSide.Survivor,
        SharedAddress or Number => MergeSide.Survivor,
        _ => Members.TryGetValue(path, out var chosen) ? chosen : own is JsonArray || others is JsonArray ? MergeSide.Both : IsEmpty(own) ? MergeSide.Other : MergeSide.Survivor,
    };

    private JsonNode? Choose(string path, JsonNode? own, JsonNode? others)
    {
        return SideOf(path, own, others) switch
        {
            MergeSide.Survivor => own,
            MergeSide.Other => others,
            _ => own is JsonArray || others is JsonArray ? Union(own as JsonArray ?? [], others as JsonArray ?? []) : IsEmpty(own) ? others : own,
        };
    }

    private static JsonArray Union(JsonArray own, JsonArray others)
    {
        var all = (JsonArray)own.DeepClone();
        foreach (var value in others.Where(value => !all.Any(known => JsonNode.DeepEquals(known, value) || Identity(known) is { } identity && identity == Identity(value))))
        {
            all.Add(value?.DeepClone());
        }

        return all;
    }

    // The same mailbox, number, home or employer under two kinds is one; the survivor's stands.
    private static string? Identity(JsonNode? value) => value is not JsonObject entry ? null
        : ((entry["Address"] ?? entry["Number"])?.ToString().ToLowerInvariant() is { Length: > 0 } point ? point : null);

    private static bool IsEmpty(JsonNode? value) => value switch
    {
        null => true,
        JsonArray many => many.Count == 0,
        JsonObject members => members.All(member => IsEmpty(member.Value)),
        _ => value.ToString().Length == 0,
    };
}
