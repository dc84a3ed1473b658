namespace Crm.Kernel.Security;

/// <summary>The fields that not everybody sees; one document. A field that is not named here is seen by all who see its record.</summary>
public sealed class FieldRights
{
    /// <summary>The restricted fields.</summary>
    public List<FieldRight> Fields { get; set; } = [];
}

/// <summary>A field and the roles that see it. It is a list of who may, so that a new role sees nothing it was not given.</summary>
public sealed class FieldRight
{
    /// <summary>Content type; blank for every type that has the part.</summary>
    public string ContentType { get; set; } = "";

    /// <summary>Part and field, as <c>Person.Email</c>.</summary>
    public string Path { get; set; } = "";

    /// <summary>The roles that see it; administrators always do.</summary>
    public List<string> Roles { get; set; } = [];
}

/// <summary>Members of a document that nobody sees: hashes and keys. Register with <c>services.AddSecretField("User", "PasswordHash")</c>.</summary>
public sealed record SecretField(string Type, string Path);

/// <summary>
/// A member that a tenant has to switch on: until then nobody sees it, an administrator neither, and nobody can write it. Register with
/// <c>services.AddOptionalField("Person", "PersonPart.Income", site => …)</c>.
/// </summary>
/// <param name="IsOn">Whether the settings switch it on.</param>
public sealed record OptionalField(string Type, string Path, Func<Settings.SiteSettings, bool> IsOn);

/// <summary>
/// The members that the display text of a type's items is made of: who may not see one of them does not see the name. Register with
/// <c>services.AddNameSource("Person", "PersonPart.GivenName", "PersonPart.FamilyName")</c>; a type that says nothing has its title.
/// </summary>
public sealed record NameSource(string Type, IReadOnlyList<string> Paths)
{
    internal static readonly string[] Usual = ["TitlePart.Title"];
}

/// <summary>A member that is made of another one and stored beside it: hidden with it. Register with <c>services.AddDerivedField("Interaction", "InteractionPart.Title", "InteractionPart.Text")</c>.</summary>
public sealed record DerivedField(string Type, string Path, string Source);
