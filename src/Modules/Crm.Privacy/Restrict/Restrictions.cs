using Crm.Kernel.Data;
using Crm.Kernel.PersonalData;
using Crm.Privacy.Requests;
using LinqToDB.Async;
using Microsoft.Extensions.Localization;

namespace Crm.Privacy.Restrict;

/// <summary>What is said when a restriction is set or lifted.</summary>
internal sealed class RestrictionForm
{
    public string? Reason { get; set; }

    /// <summary>The number of the request that asks for it; may be blank.</summary>
    public string? Request { get; set; }
}

/// <summary>Sets and lifts restrictions. What may not be done is a member and a sentence; null when it was done. Scoped.</summary>
internal sealed class Restrictions(ISession session, RequestRegister register, ChangeContext change, TimeProvider time, IStringLocalizer<Restrictions> s)
{
    private const int LongestReason = 1000;

    /// <summary>All there were of a person, the newest first.</summary>
    public async Task<IReadOnlyList<Restriction>> ListAsync(DataSubject subject, CancellationToken cancellationToken)
    {
        var ids = subject.Ids;
        return await session.GetAsync<Restriction>(await session.QueryIndex<RestrictionIndex>().Where(row => ids.Contains(row.PersonId)).OrderByDescending(row => row.SetUtc).ThenByDescending(row => row.DocumentId).Select(row => row.DocumentId).ToListAsync(cancellationToken));
    }

    /// <summary>Since when those of these people are restricted who are.</summary>
    public async Task<IReadOnlyDictionary<string, DateTime>> StandingAsync(IReadOnlyCollection<string> personIds, CancellationToken cancellationToken)
    {
        var people = Among.Of(personIds);
        return (await session.QueryIndex<RestrictionIndex>().Where(row => row.PersonId.IsAmong(people) && row.IsLifted == false).Select(row => new { row.PersonId, row.SetUtc }).ToListAsync(cancellationToken))
            .GroupBy(row => row.PersonId).ToDictionary(rows => rows.Key, rows => rows.Min(row => row.SetUtc));
    }

    /// <summary>Restricts the use of a person's data.</summary>
    public async Task<(string Member, string Sentence)?> SetAsync(DataSubject subject, RestrictionForm form, CancellationToken cancellationToken)
    {
        if ((await ListAsync(subject, cancellationToken)).Any(one => one.LiftedUtc is null))
        {
            return (nameof(form.Reason), s["Their use is restricted already."]);
        }

        var (asked, number) = await register.AskedAsync(subject, form.Request, cancellationToken);
        if (Fault(form, number) is { } fault)
        {
            return fault;
        }

        await session.SaveAsync(new Restriction { PersonId = subject.Id, SetUtc = time.GetUtcNow().UtcDateTime, SetByName = change.ActorName, Reason = form.Reason!.Trim(), Request = form.Request?.Trim() ?? "" });
        await NoteAsync(asked, RequestCodes.Restricted);
        return null;
    }

    /// <summary>Lifts it.</summary>
    public async Task<(string Member, string Sentence)?> LiftAsync(DataSubject subject, RestrictionForm form, CancellationToken cancellationToken)
    {
        var standing = (await ListAsync(subject, cancellationToken)).Where(one => one.LiftedUtc is null).ToList();
        if (standing.Count == 0)
        {
            return (nameof(form.Reason), s["Their use is not restricted."]);
        }

        var (asked, number) = await register.AskedAsync(subject, form.Request, cancellationToken);
        if (Fault(form, number) is { } fault)
        {
            return fault;
        }

        foreach (var one in standing)
        {
            (one.LiftedUtc, one.LiftedByName, one.LiftReason, one.LiftRequest) = (time.GetUtcNow().UtcDateTime, change.ActorName, form.Reason!.Trim(), form.Request?.Trim() ?? "");
            await session.SaveAsync(one, checkConcurrency: true);
        }

        await NoteAsync(asked, RequestCodes.Lifted);
        return null;
    }

    private async Task NoteAsync(PrivacyRequest? asked, string step)
    {
        if (asked is not null)
        {
            await register.NoteAsync(asked, step);
        }
    }

    private (string Member, string Sentence)? Fault(RestrictionForm form, string? number)
        => string.IsNullOrWhiteSpace(form.Reason) ? (nameof(form.Reason), s["Say why."])
            : form.Reason.Trim().Length > LongestReason ? (nameof(form.Reason), s["At most {0} characters.", LongestReason])
            : number is not null ? (nameof(form.Request), number)
            : null;
}
