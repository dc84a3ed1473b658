namespace Crm.Kernel.Navigation;

/// <summary>An entry of a menu as it is shown to the current person.</summary>
/// <param name="Href">Address with the tenant's prefix, or null for a mere group.</param>
/// <param name="IsActive">The current page is this entry's, or lies below it.</param>
/// <param name="IsPost">The entry acts: it is sent as a form.</param>
public sealed record MenuEntry(string Caption, string? Href, string? Icon, bool IsActive, bool IsPost, IReadOnlyList<MenuEntry> Children)
{
    /// <summary>Whether this entry or one below it is the current one.</summary>
    public bool IsOpen => IsActive || Children.Any(child => child.IsOpen);
}
