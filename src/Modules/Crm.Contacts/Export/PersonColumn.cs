using Crm.Contacts.Import;
using Crm.Contacts.Stages;
using Crm.Contacts.Timeline;
using Crm.Kernel.Content;

namespace Crm.Contacts.Export;

/// <summary>A column of the file of people.</summary>
/// <param name="Name">Its name in an address: an import's target (<c>FamilyName</c>, <c>Address.City</c>, <c>Person.Doudou</c>), <c>Id</c>, or one in parentheses for what is told but not read back.</param>
/// <param name="Label">Its heading, in the reader's language.</param>
/// <param name="Sources">The members it tells of, as field rights name them.</param>
/// <param name="Read">What a person has there.</param>
internal sealed record PersonColumn(string Name, string Label, IReadOnlyList<string> Sources, Func<PersonRow, object?> Read)
{
    /// <summary>Whether nobody has anything there: it is offered to no reader, and is there for a program that asks for it.</summary>
    public bool IsIdle { get; init; }

    /// <summary>Whether an import passes it over.</summary>
    public bool IsToldOnly => IsToldOnlyName(Name);

    /// <summary>Whether that heading or name is of a column that an import passes over.</summary>
    public static bool IsToldOnlyName(string name) => name.StartsWith('(') && name.EndsWith(')');
}

/// <summary>A person on the way into a file, without what is hidden, and the names of what they belong to.</summary>
internal sealed record PersonRow(ContentItem Item, PersonDraft Draft, string Households, string Organisations, string Owner, LastContact? LastContact, DateTime? FirstContact, DateTime? ClientSince)
{
    /// <summary>All homes that are seen, as an import reads them.</summary>
    public string Memberships { get; init; } = "";

    /// <summary>All organisations that are seen, as an import reads them.</summary>
    public string Affiliations { get; init; } = "";

    /// <summary>Those they are related to, by target, as an import reads them.</summary>
    public Func<string, string> Relations { get; init; } = _ => "";

    /// <summary>When the person came into the stage, UTC; null when it is not known.</summary>
    public DateTime? StageSince => Item.As<LifeCyclePart>()?.Since(Draft.Person.Stage);
}
