using System.Security.Cryptography;
using System.Text;
using Crm.Contacts;
using Crm.Contacts.Duplicates.Merge;
using Crm.Contacts.People;
using Crm.Contacts.PersonalData;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.Jobs;
using Crm.Kernel.Settings;
using Crm.Kernel.Tenants;
using Crm.Messaging.Messages;
using Crm.Messaging.Send;
using LinqToDB;
using LinqToDB.Async;
using LinqToDB.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Messaging.Contexts;

/// <summary>A context to be noted.</summary>
/// <param name="SubjectId">Content item id of a person, or of a household: then everybody who lives there goes through it.</param>
/// <param name="Kind">Key of a kind of <see cref="ContextSettings"/>.</param>
public sealed record NewContext(string SubjectId, string Kind)
{
    /// <summary>From when on; from now on when null.</summary>
    public DateTime? FromUtc { get; init; }

    /// <summary>Until when; as long as the kind says when null.</summary>
    public DateTime? UntilUtc { get; init; }

    /// <summary>One of <see cref="ContextSources"/>.</summary>
    public string SourceKind { get; init; } = ContextSources.Other;

    /// <summary>Who or what said it, at most <see cref="Contexts.MostSource"/> characters.</summary>
    public string Source { get; init; } = "";

    /// <summary>What a program calls it by, as <c>complaint:123</c>: with subject and kind it is noted once, and closed by it. Blank for what people note.</summary>
    public string Reference { get; init; } = "";

    /// <summary>A few words, at most <see cref="Contexts.MostNote"/> characters.</summary>
    public string Note { get; init; } = "";
}

/// <summary>What people go through, dated and with its source: noted, ended, withdrawn and put back, and never overwritten. Scoped.</summary>
public sealed class Contexts
{
    /// <summary>Characters of a source at most.</summary>
    public const int MostSource = 200;

    /// <summary>Characters of a note, or of a reason, at most.</summary>
    public const int MostNote = 500;

    /// <summary>How what came by a merge is signed.</summary>
    internal const string ByMerge = "merge";

    private static readonly BulkCopyOptions s_once = new() { BulkCopyType = BulkCopyType.MultipleRows, ConflictAction = ConflictAction.Ignore };

    private readonly ISession _session;
    private readonly ISiteService _sites;
    private readonly IContentManager _content;
    private readonly MergedInto _merged;
    private readonly DataSubjects _subjects;
    private readonly ChangeContext _change;
    private readonly JobAlarm<SendMessages> _soon;
    private readonly AfterCommit _after;
    private readonly TimeProvider _time;

    internal Contexts(ISession session, ISiteService sites, IContentManager content, MergedInto merged, DataSubjects subjects, ChangeContext change, JobAlarm<SendMessages> soon, AfterCommit after, TimeProvider time)
        => (_session, _sites, _content, _merged, _subjects, _change, _soon, _after, _time) = (session, sites, content, merged, subjects, change, soon, after, time);

    private DateTime Now => _time.GetUtcNow().UtcDateTime;

    /// <summary>Notes one. The same subject, kind and reference is the same context: one that is open stays as it is, one that was ended or withdrawn opens again.</summary>
    /// <returns>Its name in addresses.</returns>
    /// <exception cref="ArgumentException">There is no such person or household, it ends before it begins, or its words are too long.</exception>
    public async Task<string> OpenAsync(NewContext context, CancellationToken cancellationToken)
    {
        var subject = await _merged.FindAsync(context.SubjectId, cancellationToken) ?? context.SubjectId;
        var (now, from) = (Now, context.FromUtc ?? Now);
        var until = context.UntilUtc ?? (await KindAsync(context.Kind) is { Days: > 0 and var days } ? from.AddDays(days) : null);
        if (until <= from || context.Source.Length > MostSource || context.Note.Length > MostNote || await _content.GetAsync(subject, VersionOptions.Latest) is not { ContentType: ContactTypes.Person or ContactTypes.Household })
        {
            throw new ArgumentException($"A context is of a person or a household that is there, ends after it begins, and has a source of at most {MostSource} and a note of at most {MostNote} characters.", nameof(context));
        }

        var entry = new ContextEntry
        {
            ContextId = context.Reference.Length > 0 ? Derived(subject, context.Kind, context.Reference) : ContentId.New(), Version = 1, SubjectId = subject, Kind = context.Kind, FromUtc = from, UntilUtc = until,
            SourceKind = context.SourceKind, Source = context.Source, Reference = context.Reference, Note = context.Note, Act = ContextActs.Noted,
        };
        if (await FindAsync(entry.ContextId, cancellationToken) is { } there)
        {
            if (there.IsOpen(now))
            {
                return there.ContextId;
            }

            entry.Version = there.Version + 1;
        }

        await AddAsync(entry, cancellationToken);
        return entry.ContextId;
    }

    /// <summary>Ends the one that a program noted under that reference; ended twice, it ended once.</summary>
    /// <returns>Whether it was open.</returns>
    public async Task<bool> CloseAsync(string subjectId, string kind, string reference, CancellationToken cancellationToken)
    {
        var wasOpen = false;
        foreach (var subject in new[] { subjectId, await _merged.FindAsync(subjectId, cancellationToken) })
        {
            wasOpen |= subject is not null && await FindAsync(Derived(subject, kind, reference), cancellationToken) is { } there && await EndAsync(there, "", cancellationToken);
        }

        return wasOpen;
    }

    /// <summary>A context as it stands; null when there is none of that name.</summary>
    internal async Task<ContextEntry?> FindAsync(string contextId, CancellationToken cancellationToken)
        => await (await _session.GetConnectionAsync()).GetTable<ContextEntry>().Where(row => row.ContextId == contextId).OrderByDescending(row => row.Version).FirstOrDefaultAsync(cancellationToken);

    /// <summary>All that was said of these subjects, the newest first.</summary>
    internal async Task<IReadOnlyList<ContextEntry>> LogAsync(IReadOnlyCollection<string> subjectIds, CancellationToken cancellationToken)
    {
        var subjects = Among.Of(subjectIds);
        return subjectIds.Count == 0 ? [] : await (await _session.GetConnectionAsync()).GetTable<ContextEntry>().Where(row => row.SubjectId.IsAmong(subjects)).OrderByDescending(row => row.Id).ToListAsync(cancellationToken);
    }

    /// <summary>It is over from now on.</summary>
    /// <returns>False when it was over already.</returns>
    internal async Task<bool> EndAsync(ContextEntry there, string why, CancellationToken cancellationToken)
    {
        var now = Now;
        if (!there.IsOpen(now))
        {
            return false;
        }

        var entry = there.Next(ContextActs.Ended, why);
        (entry.UntilUtc, entry.FromUtc) = (now, entry.FromUtc < now ? entry.FromUtc : now);
        await AddAsync(entry, cancellationToken);
        return true;
    }

    /// <summary>It never was.</summary>
    /// <returns>False when that was said already.</returns>
    internal async Task<bool> WithdrawAsync(ContextEntry there, string why, CancellationToken cancellationToken)
    {
        if (there.IsWithdrawn)
        {
            return false;
        }

        var entry = there.Next(ContextActs.Withdrawn, why);
        entry.IsWithdrawn = true;
        await AddAsync(entry, cancellationToken);
        return true;
    }

    /// <summary>Takes the last ending or withdrawing back: it stands as before.</summary>
    /// <returns>False when the last word was another.</returns>
    internal async Task<bool> PutBackAsync(ContextEntry there, CancellationToken cancellationToken)
    {
        var before = there.Act is ContextActs.Ended or ContextActs.Withdrawn
            ? await (await _session.GetConnectionAsync()).GetTable<ContextEntry>().FirstOrDefaultAsync(row => row.ContextId == there.ContextId && row.Version == there.Version - 1, cancellationToken) : null;
        if (before is null)
        {
            return false;
        }

        var entry = before.Next(ContextActs.PutBack, "");
        entry.Version = there.Version + 1;
        await AddAsync(entry, cancellationToken);
        return true;
    }

    /// <summary>Notes for one person what another goes through: they became one.</summary>
    internal async Task TakeOverAsync(string fromPersonId, string toPersonId, CancellationToken cancellationToken)
    {
        var now = Now;
        foreach (var row in (await LogAsync([fromPersonId], cancellationToken)).DistinctBy(row => row.ContextId).Where(row => row.IsOpen(now)).ToList())
        {
            var entry = row.Next(ContextActs.Noted, "");
            (entry.SubjectId, entry.ContextId) = (toPersonId, Derived(toPersonId, row.Kind, row.Reference.Length > 0 ? row.Reference : row.ContextId));
            var there = await FindAsync(entry.ContextId, cancellationToken);
            if (there is null || !there.IsOpen(now))
            {
                entry.Version = (there?.Version ?? 0) + 1;
                await AddAsync(entry, cancellationToken, ByMerge);
            }
        }
    }

    private async Task<ContextKind?> KindAsync(string key) => (await _sites.GetSiteSettingsAsync()).As<ContextSettings>().Kinds.Find(kind => kind.Key == key);

    private async Task AddAsync(ContextEntry entry, CancellationToken cancellationToken, string? by = null)
    {
        (entry.AtUtc, entry.By, entry.ByName) = (Now, by ?? _change.Actor, _change.ActorName);

        // Another node may say the same at this moment: its word is this one.
        var db = await _session.GetConnectionAsync(write: true);
        await db.BulkCopyAsync(s_once, [entry], cancellationToken);
        _session.RecordChange("MessageContext", entry.Act);
        await AskAnewAsync(db, entry.SubjectId, cancellationToken);
    }

    // What a context held is looked at again: of the person, of those who became them, or of whoever lives in the household.
    private async Task AskAnewAsync(DataConnection db, string subjectId, CancellationToken cancellationToken)
    {
        var (now, people) = (Now, (await _subjects.FindAsync(subjectId, cancellationToken))?.Ids ?? [subjectId]);
        var members = _session.QueryIndex<MembershipIndex>().Where(row => row.HouseholdId == subjectId).Select(row => row.PersonId);
        await db.PendingMessages().Where(row => row.State == (int)MessageState.Held && row.Reason == Reasons.Context && (people.Contains(row.PersonId) || members.Contains(row.PersonId))).Set(row => row.NextUtc, now).UpdateAsync(cancellationToken);
        _after.Add(_soon.Now);
    }

    private static string Derived(string subjectId, string kind, string reference) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{subjectId}\n{kind}\n{reference}")))[..26];
}

/// <summary>Registration of contexts.</summary>
internal static class ContextServices
{
    /// <summary>The constructor is the module's own: other modules ask for it, and never make one.</summary>
    public static IServiceCollection AddContexts(this IServiceCollection services) => services.AddScoped<ContextRules>().AddScoped<ContextBook>().AddScoped<ContextWords>().AddScoped<ContextSubjects>().AddScoped<ChangeContextKinds>().AddScoped(provider => new Contexts(
        provider.GetRequiredService<ISession>(), provider.GetRequiredService<ISiteService>(), provider.GetRequiredService<IContentManager>(), provider.GetRequiredService<MergedInto>(), provider.GetRequiredService<DataSubjects>(),
        provider.GetRequiredService<ChangeContext>(), provider.GetRequiredService<JobAlarm<SendMessages>>(), provider.GetRequiredService<AfterCommit>(), provider.GetRequiredService<TimeProvider>()));
}
