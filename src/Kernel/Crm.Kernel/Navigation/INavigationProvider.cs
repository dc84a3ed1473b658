namespace Crm.Kernel.Navigation;

/// <summary>Adds entries to a menu: "admin" (left), "settings", "create" (the ＋ of the top bar), "search" (lists the palette can search, each an address that ends where the words go), "suggest" (addresses of the same form that answer the palette while somebody types: a JSON array of <c>{ href, name, line, group }</c>), "user" (under the person's name). Register with <c>services.AddNavigationProvider&lt;T&gt;()</c>.</summary>
public interface INavigationProvider
{
    /// <summary>Adds its entries to the menu of that name.</summary>
    ValueTask BuildNavigationAsync(string name, NavigationBuilder builder);
}

/// <summary>Collects menu entries; entries of the same text merge, positions sort as dotted numbers.</summary>
public sealed class NavigationBuilder
{
    /// <summary>The entries so far.</summary>
    public List<NavigationItemBuilder> Items { get; } = [];

    /// <summary>Adds an entry with its localised caption.</summary>
    public NavigationBuilder Add(string caption, string position, Action<NavigationItemBuilder> item)
    {
        var builder = new NavigationItemBuilder(caption, position);
        item(builder);
        Items.Add(builder);
        return this;
    }
}

/// <summary>One menu entry.</summary>
public sealed class NavigationItemBuilder(string caption, string position)
{
    /// <summary>The localised caption.</summary>
    public string Caption { get; } = caption;

    /// <summary>Dotted number.</summary>
    public string Position { get; } = position;

    /// <summary>App-relative address without the tenant's prefix, as <c>/admin/contacts</c>.</summary>
    public string? Href { get; private set; }

    /// <summary>Name of a Tabler icon, as <c>users</c>.</summary>
    public string? IconName { get; private set; }

    /// <summary>Rights of which one is needed.</summary>
    public List<string> Permissions { get; } = [];

    /// <summary>Whether the entry acts and is sent as a form.</summary>
    public bool IsPost { get; private set; }

    /// <summary>Entries below.</summary>
    public NavigationBuilder Children { get; } = new();

    /// <summary>Sets the address.</summary>
    public NavigationItemBuilder Url(string href)
    {
        Href = href;
        return this;
    }

    /// <summary>Sets the icon.</summary>
    public NavigationItemBuilder Icon(string tablerIcon)
    {
        IconName = tablerIcon;
        return this;
    }

    /// <summary>The entry acts (sign out): it is a button that posts to the address, not a link.</summary>
    public NavigationItemBuilder Post()
    {
        IsPost = true;
        return this;
    }

    /// <summary>Asks for a right.</summary>
    public NavigationItemBuilder Permission(string permission)
    {
        Permissions.Add(permission);
        return this;
    }

    /// <summary>Adds an entry below.</summary>
    public NavigationItemBuilder Add(string caption, string position, Action<NavigationItemBuilder> item)
    {
        Children.Add(caption, position, item);
        return this;
    }
}
