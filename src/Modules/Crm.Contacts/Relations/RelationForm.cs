namespace Crm.Contacts.Relations;

/// <summary>What the form of a relation holds, as the person of the page sees it.</summary>
internal sealed class RelationForm
{
    private const string Second = ":second";

    /// <summary>Key of the kind, with <c>:second</c> behind it when the person is on its second side.</summary>
    public string? Kind { get; set; }

    public DateOnly? From { get; set; }

    public DateOnly? To { get; set; }

    public string? Note { get; set; }

    /// <summary>Its value in the list of kinds.</summary>
    public static string ValueOf(string key, bool isSecond) => isSecond ? key + Second : key;

    /// <summary>The form of a stored relation.</summary>
    /// <param name="isHeld">Whether the person of the page holds it, and not the other one.</param>
    public static RelationForm Of(PersonRelation relation, bool isHeld, bool isSame)
        => new() { Kind = ValueOf(relation.Kind, !isSame && relation.IsSecond == isHeld), From = relation.From, To = relation.To, Note = relation.Note };

    /// <summary>The relation it describes.</summary>
    /// <param name="isHeld">Whether the person of the page holds it.</param>
    public PersonRelation Read(string relationId, string otherId, bool isHeld)
    {
        var isSecond = Kind?.EndsWith(Second, StringComparison.Ordinal) == true;
        return new PersonRelation
        {
            RelationId = relationId, PersonId = otherId, Kind = isSecond ? Kind![..^Second.Length] : Kind ?? "", IsSecond = isSecond == isHeld, From = From, To = To, Note = Note?.Trim() ?? "",
        };
    }
}
