using System.Security.Claims;
using Crm.Messaging.Contexts;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Localization;

namespace Crm.Messaging.Api;

/// <summary><c>/api/contexts</c>: what people and households go through, under the rights of the screens.</summary>
internal static class ContextsEndpoint
{
    /// <param name="subject">Content item id of a person or a household.</param>
    public static async Task<IResult> ListAsync(string? subject, ClaimsPrincipal user, Contexts.Contexts contexts, ContextSubjects subjects, ContextBook book, TimeProvider time, CancellationToken cancellationToken)
    {
        if (subject is null || await subjects.FindAsync(user, subject) is null)
        {
            return Results.NotFound();
        }

        var (names, now) = (await book.NamesAsync(user), time.GetUtcNow().UtcDateTime);
        return Results.Json((await contexts.LogAsync([subject], cancellationToken)).DistinctBy(row => row.ContextId).Select(row => ShownContext.Of(row, names, now)));
    }

    /// <summary>Notes one; the same subject, kind and reference is the same context.</summary>
    public static async Task<IResult> NoteAsync(ContextDraft draft, ClaimsPrincipal user, Contexts.Contexts contexts, ContextSubjects subjects, ContextBook book, TimeProvider time, IStringLocalizer<ContextDraft> s, CancellationToken cancellationToken)
    {
        var faults = draft.Faults(await book.ListAsync(), time.GetUtcNow(), s).GroupBy(fault => fault.Member).ToDictionary(group => group.Key, group => group.Select(fault => fault.Sentence).ToArray());
        if (draft.SubjectId is null || await subjects.FindAsync(user, draft.SubjectId) is null)
        {
            faults["subjectId"] = [s["There is no such person or household."]];
        }

        return faults.Count > 0 ? Results.ValidationProblem(faults) : Results.Json(new NotedContext(await contexts.OpenAsync(draft.Context(), cancellationToken)), statusCode: StatusCodes.Status201Created);
    }

    public static Task<IResult> EndAsync(string context, ContextWhy? why, ClaimsPrincipal user, Contexts.Contexts contexts, ContextSubjects subjects, IStringLocalizer<ContextDraft> s, CancellationToken cancellationToken)
        => ActAsync(context, why, user, contexts, subjects, s, (there, words) => contexts.EndAsync(there, words, cancellationToken), cancellationToken);

    public static Task<IResult> WithdrawAsync(string context, ContextWhy? why, ClaimsPrincipal user, Contexts.Contexts contexts, ContextSubjects subjects, IStringLocalizer<ContextDraft> s, CancellationToken cancellationToken)
        => ActAsync(context, why, user, contexts, subjects, s, (there, words) => contexts.WithdrawAsync(there, words, cancellationToken), cancellationToken);

    /// <summary>Takes the last ending or withdrawing back.</summary>
    public static Task<IResult> PutBackAsync(string context, ClaimsPrincipal user, Contexts.Contexts contexts, ContextSubjects subjects, IStringLocalizer<ContextDraft> s, CancellationToken cancellationToken)
        => ActAsync(context, null, user, contexts, subjects, s, (there, _) => contexts.PutBackAsync(there, cancellationToken), cancellationToken);

    private static async Task<IResult> ActAsync(
        string context, ContextWhy? why, ClaimsPrincipal user, Contexts.Contexts contexts, ContextSubjects subjects, IStringLocalizer s, Func<ContextEntry, string, Task<bool>> act, CancellationToken cancellationToken)
    {
        if (await contexts.FindAsync(context, cancellationToken) is not { } there || await subjects.FindAsync(user, there.SubjectId) is null)
        {
            return Results.NotFound();
        }

        if (why?.Why?.Length > Contexts.Contexts.MostNote)
        {
            return Results.ValidationProblem(new Dictionary<string, string[]> { ["why"] = [s["At most {0} characters.", Contexts.Contexts.MostNote]] });
        }

        return Results.Json(new ContextChange(await act(there, why?.Why?.Trim() ?? "")));
    }
}

/// <summary>A context as a program notes it.</summary>
internal sealed class ContextDraft
{
    private const int MostReference = 100;

    /// <summary>Content item id of a person, or of a household for everybody who lives there.</summary>
    public string? SubjectId { get; set; }

    /// <summary>Key of a kind, as <c>bereavement</c>.</summary>
    public string? Kind { get; set; }

    /// <summary>From when on; from now on when it is left out.</summary>
    public DateTimeOffset? From { get; set; }

    /// <summary>Until when; as long as the kind says when it is left out.</summary>
    public DateTimeOffset? Until { get; set; }

    /// <summary>"words", "call", "complaint", "order" or "other".</summary>
    public string? SourceKind { get; set; }

    /// <summary>Who or what said it.</summary>
    public string? Source { get; set; }

    /// <summary>What the program calls it by, as <c>order:123</c>: then it is noted once.</summary>
    public string? Reference { get; set; }

    public string? Note { get; set; }

    /// <summary>What is wrong, by member.</summary>
    public IEnumerable<(string Member, string Sentence)> Faults(IReadOnlyList<ContextKind> kinds, DateTimeOffset now, IStringLocalizer s)
    {
        if (kinds.All(kind => kind.Key != Kind))
        {
            yield return ("kind", s["Say what they go through: one of {0}.", string.Join(", ", kinds.Select(kind => kind.Key))]);
        }

        if (Until <= (From ?? now))
        {
            yield return ("until", s["It ends after it begins."]);
        }

        if (SourceKind is not null && !ContextSources.All.Contains(SourceKind))
        {
            yield return ("sourceKind", s["A source is one of {0}.", string.Join(", ", ContextSources.All)]);
        }

        foreach (var (member, text, most) in new[] { ("source", Source, Contexts.Contexts.MostSource), ("note", Note, Contexts.Contexts.MostNote), ("reference", Reference, MostReference) })
        {
            if (text?.Length > most)
            {
                yield return (member, s["At most {0} characters.", most]);
            }
        }
    }

    public NewContext Context() => new(SubjectId!, Kind!)
    {
        FromUtc = From?.UtcDateTime, UntilUtc = Until?.UtcDateTime, SourceKind = SourceKind ?? ContextSources.Other, Source = Source?.Trim() ?? "", Reference = Reference?.Trim() ?? "", Note = Note?.Trim() ?? "",
    };
}

/// <summary>Why a context is ended or withdrawn.</summary>
internal sealed record ContextWhy(string? Why);

/// <summary>The name of what was noted.</summary>
internal sealed record NotedContext(string ContextId);

/// <summary>Whether something was changed: said twice, it was said once.</summary>
internal sealed record ContextChange(bool IsChanged);

/// <summary>A context as it stands.</summary>
internal sealed record ShownContext(
    string ContextId, string SubjectId, string Kind, string Title, DateTime FromUtc, DateTime? UntilUtc, bool Holds, bool IsWithdrawn, string SourceKind, string Source, string Reference, string Note, string Act, string Why, DateTime AtUtc, string By)
{
    public static ShownContext Of(ContextEntry row, ContextNames names, DateTime now) => new(
        row.ContextId, row.SubjectId, row.Kind, names.Of(row.Kind) ?? row.Kind, row.FromUtc, row.UntilUtc, row.Holds(now), row.IsWithdrawn, row.SourceKind, row.Source, row.Reference, row.Note, row.Act, row.Why, row.AtUtc, row.ByName);
}
