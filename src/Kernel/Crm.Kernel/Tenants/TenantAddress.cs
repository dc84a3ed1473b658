using System.Text.RegularExpressions;
using Crm.Kernel.Modules;

namespace Crm.Kernel.Tenants;

/// <summary>Which names and prefixes a tenant may have.</summary>
public static partial class TenantAddress
{
    private static readonly HashSet<string> s_reserved = new(StringComparer.OrdinalIgnoreCase) { "api", "healthz", "admin", "Crm.Kernel" };

    /// <summary>Why the tenant's name, prefix or hosts cannot be used (field, English sentence), or null.</summary>
    public static (string Field, string Sentence)? FaultOf(ShellSettings settings, IEnumerable<ShellSettings> all, IExtensionManager extensions)
    {
        var prefix = settings.RequestUrlPrefix.Trim('/', ' ');
        if (!Name().IsMatch(settings.Name))
        {
            return ("Name", "A tenant's name has 1 to 50 letters, digits, '-' or '_', and begins with a letter.");
        }

        if (prefix.Length > 0 && !Prefix().IsMatch(prefix))
        {
            return ("RequestUrlPrefix", "The prefix is one path segment of letters, digits, '-', '_' or '.'.");
        }

        if (s_reserved.Contains(prefix) || extensions.GetExtensions().Any(extension => extension.Id.Equals(prefix, StringComparison.OrdinalIgnoreCase)))
        {
            return ("RequestUrlPrefix", $"The prefix '{prefix}' is reserved.");
        }

        return all.FirstOrDefault(other => !other.Name.Equals(settings.Name, StringComparison.OrdinalIgnoreCase) && Clash(settings, other)) is { } taken
            ? ("RequestUrlPrefix", $"The tenant {taken.Name} already answers at this host and prefix.")
            : null;
    }

    private static bool Clash(ShellSettings one, ShellSettings other)
        => one.RequestUrlPrefix.Trim('/', ' ').Equals(other.RequestUrlPrefix.Trim('/', ' '), StringComparison.OrdinalIgnoreCase)
            && (HostsOf(one) is { Count: 0 } ? HostsOf(other).Count == 0 : HostsOf(one).Overlaps(HostsOf(other)));

    private static HashSet<string> HostsOf(ShellSettings settings)
        => settings.RequestUrlHost.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.OrdinalIgnoreCase);

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9_-]{0,49}\z")]
    private static partial Regex Name();

    [GeneratedRegex(@"^[A-Za-z0-9_-][A-Za-z0-9_.-]{0,99}\z")]
    private static partial Regex Prefix();
}
