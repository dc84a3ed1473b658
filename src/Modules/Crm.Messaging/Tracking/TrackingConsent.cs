using System.Data.Common;
using System.Globalization;
using Crm.Kernel.Data;
using Crm.Kernel.Hosting;
using Crm.Kernel.PersonalData;
using Crm.Kernel.Tenants;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Messaging.Tracking;

/// <summary>Whose opens and clicks may be noted: the one place that decides it, and where what people say is written down. Scoped.</summary>
public sealed class TrackingConsent
{
    private readonly ISession _session;
    private readonly DataUses _uses;
    private readonly ChangeContext _change;
    private readonly ErrorLog _errors;
    private readonly ShellSettings _settings;
    private readonly TimeProvider _time;

    internal TrackingConsent(ISession session, DataUses uses, ChangeContext change, ErrorLog errors, ShellSettings settings, TimeProvider time)
        => (_session, _uses, _change, _errors, _settings, _time) = (session, uses, change, errors, settings, time);

    /// <summary>Those of these people of whom that may be noted: who said yes last, and whose data may be counted into a profile. A look-up that fails allows nobody, and stands in the log of errors.</summary>
    /// <param name="personIds">Content item ids of who they are now; at most some hundreds.</param>
    public async Task<IReadOnlySet<string>> MayTrackAsync(IReadOnlyCollection<string> personIds, TrackingKind kind, CancellationToken cancellationToken)
        => (await KindsAsync(personIds, cancellationToken)).Where(one => one.Value.HasFlag(TrackedKind(kind))).Select(one => one.Key).ToHashSet(StringComparer.Ordinal);

    /// <summary>The same for both kinds at once; nothing of those that are missing.</summary>
    public async Task<IReadOnlyDictionary<string, TrackedKinds>> KindsAsync(IReadOnlyCollection<string> personIds, CancellationToken cancellationToken)
    {
        if (personIds.Count == 0)
        {
            return new Dictionary<string, TrackedKinds>();
        }

        try
        {
            var refused = await _uses.RefusedAsync(personIds.ToHashSet(StringComparer.Ordinal), DataUse.Score, cancellationToken);
            return (await LastAsync(personIds, cancellationToken)).Where(row => row.Answer == TrackingAnswers.Granted && TrackingKinds.Of(row.Kind) is not null && !refused.ContainsKey(row.PersonId))
                .GroupBy(row => row.PersonId, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Aggregate(TrackedKinds.None, (kinds, row) => kinds | TrackedKind(TrackingKinds.Of(row.Kind)!.Value)), StringComparer.Ordinal);
        }
        catch (DbException fault)
        {
            _errors.Record(_settings.Name, "consent to tracking", "system", fault);
            return new Dictionary<string, TrackedKinds>();
        }
    }

    /// <summary>All that was said, the newest first.</summary>
    internal async Task<IReadOnlyList<TrackingAnswer>> LogAsync(IReadOnlyCollection<string> personIds, CancellationToken cancellationToken)
    {
        var people = Among.Of(personIds);
        return await (await _session.GetConnectionAsync()).GetTable<TrackingAnswer>().Where(row => row.PersonId.IsAmong(people)).OrderByDescending(row => row.Id).ToListAsync(cancellationToken);
    }

    /// <summary>What holds of a person now; nothing of kinds that they said nothing of.</summary>
    internal async Task<IReadOnlyDictionary<TrackingKind, TrackingAnswer>> StandsAsync(string personId, CancellationToken cancellationToken)
        => (await LastAsync([personId], cancellationToken)).Where(row => row.Answer != TrackingAnswers.Unknown && TrackingKinds.Of(row.Kind) is not null).ToDictionary(row => TrackingKinds.Of(row.Kind)!.Value);

    /// <summary>Writes down what they said; said twice, it stands once.</summary>
    /// <param name="answer">One of <see cref="TrackingAnswers"/>.</param>
    /// <param name="source">"page" or "agent".</param>
    /// <param name="wording">The sentence that was shown, in the language of the moment.</param>
    internal async Task RecordAsync(string personId, TrackingKind kind, string answer, string source, string messageId, string wording, CancellationToken cancellationToken)
    {
        if ((await StandsAsync(personId, cancellationToken)).TryGetValue(kind, out var stand) && stand.Answer == answer)
        {
            return;
        }

        await AddAsync(
            new TrackingAnswer
            {
                PersonId = personId, Kind = TrackingKinds.NameOf(kind), Answer = answer, Source = source, MessageId = messageId, ByName = source == "agent" ? _change.ActorName : "", Wording = wording, Language = CultureInfo.CurrentUICulture.Name,
            },
            cancellationToken);
    }

    /// <summary>Two people became one: the stricter answer of both holds. Refused is stricter than never having said, and that than allowed.</summary>
    internal async Task TakeOverAsync(string fromPersonId, string toPersonId, CancellationToken cancellationToken)
    {
        var (from, to) = (await StandsAsync(fromPersonId, cancellationToken), await StandsAsync(toPersonId, cancellationToken));
        foreach (var kind in TrackingKinds.All)
        {
            var (gone, kept) = (from.GetValueOrDefault(kind), to.GetValueOrDefault(kind));
            if (Strictness(gone) > Strictness(kept))
            {
                await AddAsync(
                    new TrackingAnswer
                    {
                        PersonId = toPersonId, Kind = TrackingKinds.NameOf(kind), Answer = gone?.Answer ?? TrackingAnswers.Unknown, Source = "merge", MessageId = gone?.MessageId ?? "", Wording = gone?.Wording ?? "", Language = gone?.Language ?? "",
                    },
                    cancellationToken);
            }
        }
    }

    private static TrackedKinds TrackedKind(TrackingKind kind) => kind == TrackingKind.Opens ? TrackedKinds.Opens : TrackedKinds.Clicks;

    private static int Strictness(TrackingAnswer? answer) => answer?.Answer switch { TrackingAnswers.Granted => 0, TrackingAnswers.Denied => 2, _ => 1 };

    private async Task<IReadOnlyList<TrackingAnswer>> LastAsync(IReadOnlyCollection<string> personIds, CancellationToken cancellationToken)
        => [.. (await LogAsync(personIds, cancellationToken)).GroupBy(row => (row.PersonId, row.Kind)).Select(group => group.First())];

    private async Task AddAsync(TrackingAnswer answer, CancellationToken cancellationToken)
    {
        answer.AtUtc = _time.GetUtcNow().UtcDateTime;
        await (await _session.GetConnectionAsync(write: true)).InsertAsync(answer, token: cancellationToken);
        _session.RecordChange(nameof(TrackingConsent), answer.Answer);
    }
}

/// <summary>Registration.</summary>
internal static class TrackingServices
{
    /// <summary>Its constructor is the module's own: other modules ask for it, and never make one.</summary>
    public static IServiceCollection AddTrackingConsent(this IServiceCollection services) => services.AddScoped<TrackingWords>().AddScoped(provider => new TrackingConsent(
        provider.GetRequiredService<ISession>(), provider.GetRequiredService<DataUses>(), provider.GetRequiredService<ChangeContext>(), provider.GetRequiredService<ErrorLog>(), provider.GetRequiredService<ShellSettings>(),
        provider.GetRequiredService<TimeProvider>()));
}
