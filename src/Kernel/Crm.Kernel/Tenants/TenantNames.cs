using System.Text.RegularExpressions;

namespace Crm.Kernel.Tenants;

/// <summary>What a tenant may be called: its name is a folder too.</summary>
public static partial class TenantNames
{
    /// <summary>A letter, then letters, digits, - and _; at most 50.</summary>
    public static bool IsValid(string name) => name.Length <= 50 && Pattern().IsMatch(name);

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9_-]*\z")]
    private static partial Regex Pattern();
}
