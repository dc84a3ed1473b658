using Crm.Contacts;
using Crm.Contacts.Addresses;
using Crm.Contacts.Households;
using Crm.Contacts.People;
using Crm.Kernel.Content;
using Crm.Kernel.Security;

namespace Crm.Messaging.Templates.Merge;

/// <summary>What kind of value a field is.</summary>
internal enum MergeKind
{
    Text,

    /// <summary>A yes or no.</summary>
    Flag,

    /// <summary>A day, for the filters of dates.</summary>
    Day,

    /// <summary>Several texts.</summary>
    List,
}

/// <summary>Something that a template may put into a letter.</summary>
/// <param name="Path">As templates write it.</param>
/// <param name="CanBeEmpty">Whether a letter without it is to be reckoned with: then it takes a fallback.</param>
/// <param name="HasSurname">Whether it shows a surname, which no subject line bears.</param>
/// <param name="Type">The content type it comes of; blank for none.</param>
/// <param name="Sources">The members it is made of: who may not see one of them gets none of it.</param>
internal sealed record MergeField(string Path, MergeKind Kind = MergeKind.Text, bool CanBeEmpty = true, bool HasSurname = false, string Type = "", params string[] Sources);

/// <summary>The fields there are.</summary>
internal static class MergeFields
{
    /// <summary>Those of every template.</summary>
    public static readonly IReadOnlyList<MergeField> All =
    [
        new("person.given_name", Type: ContactTypes.Person, Sources: [Of(nameof(PersonPart.GivenName))]),
        new("person.family_name", HasSurname: true, Type: ContactTypes.Person, Sources: [Of(nameof(PersonPart.FamilyName))]),
        new("person.civility", Type: ContactTypes.Person, Sources: [Of(nameof(PersonPart.Civility))]),
        new("person.name", HasSurname: true, Type: ContactTypes.Person, Sources: [nameof(ContentItem.DisplayText)]),
        new("person.salutation", HasSurname: true, Type: ContactTypes.Person, Sources: [Of(nameof(PersonPart.Civility)), Of(nameof(PersonPart.GivenName)), Of(nameof(PersonPart.FamilyName)), Of(nameof(PersonPart.Gender))]),
        new("person.informal", MergeKind.Flag, CanBeEmpty: false, Type: ContactTypes.Person, Sources: [Of(nameof(PersonPart.BirthDate))]),
        new("person.gender", Type: ContactTypes.Person, Sources: [Of(nameof(PersonPart.Gender))]),
        new("person.town", Type: ContactTypes.Person, Sources: [$"{nameof(AddressPart)}.{nameof(AddressPart.Addresses)}", $"{nameof(AddressPart)}.{nameof(AddressPart.Shared)}"]),
        new("person.function", Type: ContactTypes.Person, Sources: [Of(nameof(PersonPart.Function))]),
        new("household.name", HasSurname: true, Type: ContactTypes.Household, Sources: [$"{nameof(HouseholdPart)}.{nameof(HouseholdPart.Name)}"]),
        new("household.salutation", HasSurname: true, Type: ContactTypes.Household, Sources: [$"{nameof(HouseholdPart)}.{nameof(HouseholdPart.Salutation)}"]),
        new("sender.name", CanBeEmpty: false),
        new("sender.address"),
        new("site.name", CanBeEmpty: false),
        new(SiteUrl, CanBeEmpty: false),
        new("today", MergeKind.Day, CanBeEmpty: false),
    ];

    /// <summary>The site's public address: what links and pictures begin with.</summary>
    public const string SiteUrl = "site.url";

    /// <summary>Where a layout puts what stands in it.</summary>
    public const string Body = "body";

    /// <summary>Those of a template, by path.</summary>
    public static IReadOnlyDictionary<string, MergeField> Of(MailContent content, bool isLayout)
        => All.Concat(content.Facts.Select(fact => new MergeField($"facts.{fact.Name}", fact.IsList ? MergeKind.List : MergeKind.Text)))
            .Concat(isLayout ? [new MergeField(Body, CanBeEmpty: false)] : []).DistinctBy(field => field.Path).ToDictionary(field => field.Path);

    /// <summary>Whether somebody sees all that a field is made of.</summary>
    public static bool IsSeen(string path, Sight sight) => All.FirstOrDefault(field => field.Path == path)?.Sources.All(member => sight.CanSee(All.First(field => field.Path == path).Type, member)) != false;

    private static string Of(string member) => $"{nameof(PersonPart)}.{member}";
}
