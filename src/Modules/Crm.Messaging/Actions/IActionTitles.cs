namespace Crm.Messaging.Actions;

/// <summary>Tells people's names for actions, for the module whose actions they are: a campaign's title for its key. Register with <c>services.AddActionTitles&lt;T&gt;()</c>.</summary>
public interface IActionTitles
{
    /// <summary>The title of an action; null when it is not this module's.</summary>
    Task<string?> FindAsync(string action, CancellationToken cancellationToken);
}

/// <summary>What actions are called; scoped.</summary>
internal sealed class ActionTitles(IEnumerable<IActionTitles> titles)
{
    /// <summary>The action's title; its key where nobody knows one.</summary>
    public async Task<string> OfAsync(string action, CancellationToken cancellationToken)
    {
        foreach (var source in titles)
        {
            if (await source.FindAsync(action, cancellationToken) is { Length: > 0 } title)
            {
                return title;
            }
        }

        return action;
    }
}
