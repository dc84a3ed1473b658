using Microsoft.Extensions.DependencyInjection;

namespace Crm.Kernel.PersonalData;

/// <summary>What a person's data can be used for, beyond keeping, showing and correcting it: to those no guard is asked.</summary>
public enum DataUse
{
    /// <summary>Leaving the house in a file of people.</summary>
    Export,

    /// <summary>Being changed among many at once.</summary>
    BulkChange,

    /// <summary>Becoming one with another person.</summary>
    Merge,

    /// <summary>Being told to another program when it changes.</summary>
    Webhook,

    /// <summary>Being written to.</summary>
    Send,

    /// <summary>Being scored, or counted into a profile.</summary>
    Score,
}

/// <summary>Says for whom a use is refused: a restriction (GDPR art. 18), an objection. Scoped; register with <c>services.AddUseGuard&lt;T&gt;()</c>.</summary>
public interface IUseGuard
{
    /// <summary>Those of these people who may not be used so, each with the reason, one sentence in the language of the moment. Asked in batches: one query, not one a person.</summary>
    /// <param name="personIds">Content item ids; at most some hundreds.</param>
    Task<IReadOnlyDictionary<string, string>> RefusedAsync(IReadOnlyCollection<string> personIds, DataUse use, CancellationToken cancellationToken);
}

/// <summary>May this person be used for …? Whoever sends, scores, exports or changes many asks here at the moment of doing so. Scoped.</summary>
public sealed class DataUses(IEnumerable<IUseGuard> guards)
{
    /// <summary>Those of these people who may not be used so, each with the first reason; empty when all may.</summary>
    /// <param name="personIds">Content item ids; at most some hundreds.</param>
    public async Task<IReadOnlyDictionary<string, string>> RefusedAsync(IReadOnlyCollection<string> personIds, DataUse use, CancellationToken cancellationToken)
    {
        var refused = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var guard in personIds.Count == 0 ? [] : guards)
        {
            foreach (var (id, reason) in await guard.RefusedAsync(personIds, use, cancellationToken))
            {
                refused.TryAdd(id, reason);
            }
        }

        return refused;
    }

    /// <summary>Why that person may not be used so; null when they may.</summary>
    public async Task<string?> WhyNotAsync(string personId, DataUse use, CancellationToken cancellationToken) => (await RefusedAsync([personId], use, cancellationToken)).GetValueOrDefault(personId);
}

/// <summary>Registration of guards.</summary>
public static class DataUseServices
{
    /// <summary>Adds a module's guard.</summary>
    public static IServiceCollection AddUseGuard<T>(this IServiceCollection services) where T : class, IUseGuard => services.AddScoped<IUseGuard, T>();
}
