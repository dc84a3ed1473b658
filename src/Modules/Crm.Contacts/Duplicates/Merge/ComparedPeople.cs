using System.Text.Json.Nodes;
using Crm.Contacts.Addresses;
using Crm.Contacts.Lists;
using Crm.Contacts.People;
using Crm.Contacts.Relations;
using Crm.Contacts.Stages;
using Crm.Kernel.Content;

namespace Crm.Contacts.Duplicates.Merge;

/// <summary>A member of two people and of the person they will be, as text.</summary>
/// <param name="IsMany">Whether both can be kept.</param>
internal sealed record ComparedMember(string Path, string Label, string Keep, string Gone, string Result, bool IsMany, MergeSide Side);

/// <summary>Two people side by side, without what their user may not see.</summary>
/// <param name="Members">Those in which the two differ.</param>
/// <param name="HasHouseholds">Whether the one who goes lives in a household that the other does not.</param>
internal sealed record ComparedPeople(string KeepName, string GoneName, string ResultName, IReadOnlyList<ComparedMember> Members, bool HasHouseholds, bool IsPreview)
{
    private static readonly string[] NotShown = [$"{nameof(PersonPart)}.{nameof(PersonPart.Memberships)}", $"{nameof(AddressPart)}.{nameof(AddressPart.Shared)}", LifeCyclePart.ChangesPath, PersonRelation.Path,
        $"{nameof(PersonPart)}.{nameof(PersonPart.Number)}", $"{nameof(PersonPart)}.{nameof(PersonPart.FormerNumbers)}"];

    /// <summary>The comparison; results come from what a merge does, so that the preview is the result.</summary>
    public static ComparedPeople Of(ContentItem survivor, ContentItem other, MergeChoices choices, ContactSight sight, ContactLabels labels, bool isPreview)
    {
        var (keep, gone, result) = (sight.Show(survivor), sight.Show(other), sight.Show(choices.Apply(survivor, other)));
        var members = new List<ComparedMember>();
        foreach (var part in gone.Data.Where(part => part.Value is JsonObject).Select(part => part.Key))
        {
            var (own, others, merged) = (keep.Data[part] as JsonObject ?? [], gone.Data[part]!.AsObject(), result.Data[part] as JsonObject ?? []);
            foreach (var path in own.Select(member => member.Key).Union(others.Select(member => member.Key)).Select(name => $"{part}.{name}").Where(path => !NotShown.Contains(path) && sight.CanSee(path)))
            {
                var name = path[(part.Length + 1)..];
                if (!JsonNode.DeepEquals(own[name], others[name]) && (Text(own[name]) + Text(others[name])).Length > 0)
                {
                    var many = own[name] is JsonArray || others[name] is JsonArray;
                    var side = choices.Members.TryGetValue(path, out var chosen) ? chosen : many ? MergeSide.Both : Text(own[name]).Length == 0 ? MergeSide.Other : MergeSide.Survivor;
                    members.Add(new ComparedMember(path, labels.Field(path), Text(own[name]), Text(others[name]), Text(merged[name]), many, side));
                }
            }
        }

        var homes = (survivor.As<PersonPart>()?.Memberships ?? []).Select(home => home.HouseholdId).ToHashSet();
        return new ComparedPeople(keep.DisplayText ?? "", gone.DisplayText ?? "", result.DisplayText ?? "", members,
            sight.CanSee(NotShown[0]) && (other.As<PersonPart>()?.Memberships ?? []).Exists(home => !homes.Contains(home.HouseholdId)), isPreview);
    }

    // What a person reads of a value: its texts, without kinds and codes of the second rank.
    private static string Text(JsonNode? value) => value switch
    {
        null => "",
        JsonArray many => string.Join(", ", many.Select(Text).Where(text => text.Length > 0)),
        JsonObject members => string.Join(" ", members.Where(member => member.Key is not ("Kind" or "Number" or "OrganisationId" or "From" or "To")).Select(member => Text(member.Value)).Where(text => text.Length > 0)),
        _ => value.ToString(),
    };
}
