using Crm.Contacts.Segments;
using Microsoft.AspNetCore.Http;

namespace Crm.Contacts.People;

/// <summary>What narrows the list of people, as the API's addresses name it; a parameter of its own beside the rest, for the framework binds no inherited members.</summary>
internal sealed record NarrowedPeopleQuestion
{
    /// <summary>The beginning of names, a town, an e-mail address or a phone, as in the list's search.</summary>
    public string? Q { get; init; }

    public string? Stage { get; init; }

    public string? Owner { get; init; }

    /// <summary>Id of a segment.</summary>
    public string? Segment { get; init; }

    /// <summary>Conditions as JSON, as segments store them.</summary>
    public string? Where { get; init; }

    public PeopleFilter Filter() => new(Q, Stage, Owner, Segment, Where);

    /// <summary>The answer to a member that cannot be: 400 with the sentence.</summary>
    public static IResult Refused(string member, string sentence) => Results.ValidationProblem(new Dictionary<string, string[]> { [member] = [sentence] }, title: sentence);

    /// <summary>The answer to conditions that cannot be, told under the member they came by; null when they can.</summary>
    public IResult? Refused(AskedCondition asked) => asked.Fault is { } fault ? Refused(string.IsNullOrEmpty(Where) ? "segment" : "where", fault) : null;
}
