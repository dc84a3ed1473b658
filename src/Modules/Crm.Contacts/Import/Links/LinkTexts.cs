using System.Globalization;
using Crm.Contacts.People;
using Crm.Contacts.Relations;

namespace Crm.Contacts.Import.Links;

/// <summary>Writes what a person belongs to into one cell, so that an import reads it back. What has no name here is left out.</summary>
/// <param name="names">Names by id, as far as they are seen.</param>
/// <param name="role">A role's name.</param>
internal sealed class LinkTexts(IReadOnlyDictionary<string, string> names, Func<string, string> role)
{
    /// <summary>"Famille Roux [id] | Parent | 2020-01-01 | | 50; …"</summary>
    /// <param name="isShown">Whether it is for a reader, who needs no ids.</param>
    public string Memberships(PersonPart person, bool isShown = false) => Listed.Of(person.Memberships.Where(home => names.ContainsKey(home.HouseholdId)).Select(home => (IReadOnlyList<string>)
        [Named(home.HouseholdId, isShown), role(home.Role), Day(home.From), Day(home.To), home.Share?.ToString(CultureInfo.InvariantCulture) ?? ""]));

    /// <summary>"Atelier Dumas [id] | Comptable | 2020-01-01; …"</summary>
    public string Affiliations(PersonPart person, bool isShown = false) => Listed.Of(person.Affiliations.Where(work => names.ContainsKey(work.OrganisationId)).Select(work => (IReadOnlyList<string>)
        [Named(work.OrganisationId, isShown), work.Function, Day(work.From), Day(work.To)]));

    /// <summary>Those that the person says to be related to by that target, for a reader.</summary>
    public string Relations(PersonPart person, string target) => Listed.Of(person.Relations.Where(relation => RelationTargets.Means(target, relation) && names.ContainsKey(relation.PersonId)).Select(relation => (IReadOnlyList<string>)
        [Named(relation.PersonId, isShown: true), Day(relation.From), Day(relation.To), relation.Note]));

    /// <summary>"Zoé Blanc [id] | 2001-05-06 | | a note; …": the others of these relations, the earliest first.</summary>
    public string Relatives(IEnumerable<(string OtherId, RelationIndex Row)> relations) => Listed.Of(relations.Where(one => names.ContainsKey(one.OtherId)).OrderBy(one => one.Row.From).ThenBy(one => names[one.OtherId], StringComparer.Ordinal).ThenBy(one => one.OtherId, StringComparer.Ordinal)
        .Select(one => (IReadOnlyList<string>)[Named(one.OtherId, isShown: false), Day(one.Row.From), Day(one.Row.To), one.Row.Note]));

    /// <summary>All that texts may be a key by: each itself, and the id in brackets at its end.</summary>
    public static IReadOnlyList<string> Keys(IReadOnlyList<string> texts) => [.. texts.Concat(texts.Select(IdIn).OfType<string>()).Distinct()];

    /// <summary>The id in brackets at the end of a text, or null.</summary>
    public static string? IdIn(string text)
        => text.EndsWith(']') && text.LastIndexOf('[') is >= 0 and var at && text[(at + 1)..^1] is { Length: > 0 } id ? id : null;

    private string Named(string id, bool isShown) => isShown ? names[id] : $"{names[id]} [{id}]";

    private static string Day(DateOnly? day) => day?.ToString(ReadingContext.Iso, CultureInfo.InvariantCulture) ?? "";
}
