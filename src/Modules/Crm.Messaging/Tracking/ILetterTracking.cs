using Microsoft.Extensions.DependencyInjection;

namespace Crm.Messaging.Tracking;

/// <summary>What is noted of the reader of one letter.</summary>
[Flags]
public enum TrackedKinds
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>That it was opened.</summary>
    Opens = 1,

    /// <summary>Which links in it were followed.</summary>
    Clicks = 2,
}

/// <summary>Puts into a letter to many what tells of its reading. Asked only for who allowed it; without a module that has one, nothing is noted.</summary>
public interface ILetterTracking
{
    /// <summary>The same HTML, marked. The same message gives the same bytes.</summary>
    /// <param name="kinds">At least one.</param>
    /// <param name="ours">Addresses in it that stay as they are: the ways out.</param>
    Task<string> MarkAsync(string messageId, TrackedKinds kinds, string html, IReadOnlyCollection<string> ours, CancellationToken cancellationToken);
}

/// <summary>Registration.</summary>
public static class LetterTrackingServices
{
    /// <summary>Adds a way to mark letters.</summary>
    public static IServiceCollection AddLetterTracking<T>(this IServiceCollection services) where T : class, ILetterTracking => services.AddScoped<ILetterTracking, T>();
}
