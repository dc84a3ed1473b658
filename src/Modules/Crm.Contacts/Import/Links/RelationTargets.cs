using Crm.Contacts.People;
using Crm.Contacts.Relations;

namespace Crm.Contacts.Import.Links;

/// <summary>A side of a kind of relation: what the row's person is to those the cell names.</summary>
/// <param name="Target">The name of the target: <c>Relation.godmother:second</c> says the godmothers of the row's person, <c>Relation.neighbour</c> their neighbours.</param>
internal sealed record RelationSide(string Target, RelationKind Kind, bool IsSecond);

/// <summary>The columns that say to whom a person is related, one for each side of each kind that is offered. A cell names one or several, each with first and last day and a note: "Zoé Blanc | 2020-01-01 | | met at school; …".</summary>
internal sealed class RelationTargets(IReadOnlyList<RelationKind> kinds)
{
    public const string LongNote = "The note of a relation is too long: 500 characters at most.";

    private const string Prefix = "Relation.";

    /// <summary>All of them.</summary>
    public IReadOnlyList<RelationSide> Sides { get; } =
    [
        .. kinds.Where(kind => !kind.IsRetired).SelectMany(kind => kind.IsSame ? (RelationSide[])[new(Prefix + kind.Key, kind, false)]
            : [new($"{Prefix}{kind.Key}:first", kind, false), new($"{Prefix}{kind.Key}:second", kind, true)]),
    ];

    /// <summary>Their names.</summary>
    public IEnumerable<string> Names => Sides.Select(side => side.Target);

    /// <summary>Whether the target is one of a relation.</summary>
    public static bool Is(string target) => target.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether that target says the relation.</summary>
    public static bool Means(string target, PersonRelation relation)
        => new[] { Prefix + relation.Kind, $"{Prefix}{relation.Kind}:{(relation.IsSecond ? "second" : "first")}" }.Contains(target, StringComparer.OrdinalIgnoreCase);

    /// <summary>How that target is put, or null when there is none of that name.</summary>
    public Target? Find(string name) => Sides.FirstOrDefault(side => string.Equals(side.Target, name, StringComparison.OrdinalIgnoreCase)) is not { } side ? null : new Target(
        (draft, value, _, context) =>
        {
            foreach (var fields in Listed.Read(value))
            {
                var wish = new RelationWish(side.Kind, side.IsSecond) { Text = fields[0], Note = fields.ElementAtOrDefault(3) is { Length: > 0 } note ? note : null };
                if ((LinkTargets.Days(wish, fields, 1, context) ?? (wish.Note?.Length > PersonRelation.LongestNote ? LongNote : null)) is { } fault)
                {
                    return fault;
                }

                draft.Links.Listed.Add(wish);
            }

            return null;
        },
        _ => null);
}

/// <summary>Somebody that the row's person is related to.</summary>
internal sealed class RelationWish(RelationKind kind, bool isSecond) : LinkWish(ContactTypes.Person)
{
    /// <summary>What there is to say of it; null when the cell says nothing.</summary>
    public string? Note { get; init; }

    /// <summary>The kind and its two sides, whoever of the two says it.</summary>
    /// <param name="personId">Who says it.</param>
    public (string Kind, string First, string Second) Between(string personId)
    {
        var (first, second) = isSecond ? (Id!, personId) : (personId, Id!);
        return kind.IsSame && string.CompareOrdinal(first, second) > 0 ? (kind.Key, second, first) : (kind.Key, first, second);
    }

    /// <summary>Whether that relation, which the other one holds, is this one.</summary>
    public bool Is(RelationIndex row, string personId)
    {
        var (key, first, second) = Between(personId);
        return row.Kind == key && ((row.FirstId == first && row.SecondId == second) || (kind.IsSame && row.FirstId == second && row.SecondId == first));
    }

    /// <summary>Writes it into the person who says it; one that is there is changed in what is said of it.</summary>
    public void ApplyTo(PersonPart person)
    {
        var same = person.Relations.FindAll(one => one.PersonId == Id && one.Kind == kind.Key && (kind.IsSame || one.IsSecond == isSecond));
        var relation = same.Find(one => one.From == From) ?? (From is null ? same.Find(one => one.To is null) ?? same.LastOrDefault() : same.Find(one => one is { From: null, To: null }));
        if (relation is null)
        {
            relation = new PersonRelation { PersonId = Id!, Kind = kind.Key, IsSecond = isSecond };
            person.Relations.Add(relation);
        }

        (relation.From, relation.To) = (From ?? relation.From, To ?? relation.To);
        if (Note is not null && !SheetText.Same(Note, relation.Note))
        {
            relation.Note = Note;
        }
    }
}
