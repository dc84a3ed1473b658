using Microsoft.Extensions.DependencyInjection;

namespace Crm.Kernel.Display.Today;

/// <summary>A card on the home page of the administration. Register with <c>services.AddTodayCard&lt;T&gt;()</c>.</summary>
public interface ITodayCard
{
    /// <summary>Dotted number.</summary>
    string Position { get; }

    /// <summary>Whether it takes the whole width.</summary>
    bool IsWide => false;

    /// <summary>The right it asks for; null when every person of the admin sees it.</summary>
    string? Permission => null;

    /// <summary>Path of its partial view, as <c>/Crm.Contacts/Today/_Birthdays.cshtml</c>; the view draws its own <c>card</c>.</summary>
    string View { get; }

    /// <summary>The view's model; null when there is nothing to show. Fast: the page waits for it.</summary>
    ValueTask<object?> ReadAsync(CancellationToken cancellationToken);
}

/// <summary>Registration of cards.</summary>
public static class TodayCards
{
    /// <summary>Adds a card.</summary>
    public static IServiceCollection AddTodayCard<T>(this IServiceCollection services) where T : class, ITodayCard => services.AddScoped<ITodayCard, T>();
}
