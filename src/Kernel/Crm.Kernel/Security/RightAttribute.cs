namespace Crm.Kernel.Security;

/// <summary>
/// The right a page, controller or endpoint asks for (<c>.RequireRight("ManageFeatures")</c> on endpoints). The gate answers 401/403 before the handler runs; on a page's handler
/// method (<c>OnPostDelete</c>) it is asked beside the page's own. Every endpoint carries either this or <see cref="OpenAttribute"/>; a test reads the route table.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
public sealed class RightAttribute(string permission) : Attribute
{
    /// <summary>The permission's name.</summary>
    public string Permission { get; } = permission;
}

/// <summary>Says why an endpoint is open to everybody.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class OpenAttribute(string reason) : Attribute
{
    /// <summary>The reason, one sentence.</summary>
    public string Reason { get; } = reason;
}

/// <summary>The endpoint is for whoever is signed in, whatever his rights (the own profile).</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class SignedInAttribute : Attribute;

/// <summary>The endpoint may write while somebody looks through a role's eyes: leaving that state, signing out.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class AllowedWhileSeeingAsAttribute : Attribute;
