namespace Crm.Kernel.Tenants;

/// <summary>Which features are on in a tenant; a document of the tenant's database.</summary>
public sealed class ShellDescriptor
{
    /// <summary>Grows by one with each change.</summary>
    public int SerialNumber { get; set; }

    /// <summary>The features that are on.</summary>
    public List<ShellFeature> Features { get; set; } = [];

    /// <summary>The features that were ever on, and so have run their migrations.</summary>
    public List<InstalledShellFeature> Installed { get; set; } = [];
}

/// <summary>A feature that is on.</summary>
public sealed record ShellFeature(string Id, bool AlwaysEnabled = false);

/// <summary>A feature that was ever on.</summary>
public sealed record InstalledShellFeature(string Id, int SerialNumber);
