using Crm.Contacts.People;

namespace Crm.Contacts.Relations;

/// <summary>How a person is related to another one. It is stored once, in one of the two; <see cref="RelationIndex"/> tells the other's page of it.</summary>
public sealed class PersonRelation
{
    /// <summary>The member of a person that holds the relations, as rights and history name it.</summary>
    public const string Path = $"{nameof(PersonPart)}.{nameof(PersonPart.Relations)}";

    internal const int LongestNote = 500;

    /// <summary>Its own id; given when it is stored.</summary>
    public string RelationId { get; set; } = "";

    /// <summary>The other person's content item id; blank when they were erased for good.</summary>
    public string PersonId { get; set; } = "";

    /// <summary>Key of the <see cref="RelationKind"/>.</summary>
    public string Kind { get; set; } = "";

    /// <summary>Whether the one who holds it is the second of the kind's two sides, as the godchild; of no matter for a kind whose sides are the same.</summary>
    public bool IsSecond { get; set; }

    /// <summary>The day it began; null when that is not known.</summary>
    public DateOnly? From { get; set; }

    /// <summary>The day it ended; null while it lasts.</summary>
    public DateOnly? To { get; set; }

    /// <summary>What there is to say of it.</summary>
    public string Note { get; set; } = "";

    /// <summary>Whether the two relations share a day; one that begins on the day the other ends does not.</summary>
    internal bool Meets(DateOnly? from, DateOnly? to) => (From ?? DateOnly.MinValue) < (to ?? DateOnly.MaxValue) && (from ?? DateOnly.MinValue) < (To ?? DateOnly.MaxValue);

    internal PersonRelation With(string personId) => new() { RelationId = RelationId, PersonId = personId, Kind = Kind, IsSecond = IsSecond, From = From, To = To, Note = Note };
}
