using System.Security.Claims;
using Crm.Kernel.Content;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Contacts.Panels;

/// <summary>
/// A panel on the page of a person, a household or an organisation. It is fetched by a request of its own (a link without script), so that a slow one keeps nobody waiting and
/// one that throws shows a box with a reference and hurts nothing else. Scoped; register with <c>services.AddContactPanel&lt;T&gt;()</c>.
/// </summary>
public interface IContactPanel
{
    /// <summary>Its name in addresses: lower-case letters, digits and hyphens; unique among all modules.</summary>
    string Name { get; }

    /// <summary>The heading, in the reader's language.</summary>
    string Title { get; }

    /// <summary>Which column of the page it stands in.</summary>
    PanelPlace Place => PanelPlace.Now;

    /// <summary>Dotted number: its order in the column.</summary>
    string Position { get; }

    /// <summary>The right it asks for beside the one to see the contact; who lacks it sees no trace. Null when there is none.</summary>
    string? Permission => null;

    /// <summary>Whether it stands below the contact's form as well.</summary>
    bool InEditor => false;

    /// <summary>Whether contacts of that type (<see cref="ContactTypes"/>) have it.</summary>
    bool IsFor(string contentType) => contentType is ContactTypes.Person or ContactTypes.Household or ContactTypes.Organisation;

    /// <summary>Path of its partial view, as <c>/Crm.Activities/Tasks/_ContactTasks.cshtml</c>; the card and its heading are drawn around it.</summary>
    string View { get; }

    /// <summary>The view's model.</summary>
    ValueTask<object> ReadAsync(PanelContext context, CancellationToken cancellationToken);
}

/// <summary>Whose panel is drawn, and for whom.</summary>
/// <param name="Contact">The contact without what the reader may not see.</param>
/// <param name="User">The reader.</param>
/// <param name="MayEdit">Whether the reader may change the contact.</param>
public sealed record PanelContext(ContentItem Contact, ClaimsPrincipal User, bool MayEdit);

/// <summary>A column of a contact's page.</summary>
public enum PanelPlace
{
    /// <summary>At the left, below the facts.</summary>
    Facts,

    /// <summary>In the middle: what goes on now.</summary>
    Now,

    /// <summary>At the right, with the past.</summary>
    Timeline,
}

/// <summary>Registration of panels.</summary>
public static class PanelServices
{
    /// <summary>Adds a panel.</summary>
    public static IServiceCollection AddContactPanel<T>(this IServiceCollection services) where T : class, IContactPanel => services.AddScoped<IContactPanel, T>();
}
