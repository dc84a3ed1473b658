namespace Crm.Contacts.People;

/// <summary>
/// Which sensitive fields of people a tenant keeps, and why; a section of the site's settings. A field without a reason is off: it is in no form, page, list, file, condition or answer of the
/// API, and nobody can write it. What was stored before it was switched off stays stored and unseen.
/// </summary>
public sealed class PersonFieldSettings
{
    /// <summary>The members of <see cref="PersonPart"/> that are off until somebody says what they are for.</summary>
    internal static readonly IReadOnlyList<string> Fields = [nameof(MaritalStatus), nameof(Income)];

    /// <summary>The shortest reason that is one, in characters.</summary>
    internal const int ShortestReason = 10;

    /// <summary>What the marital status is needed for; blank while the field is off.</summary>
    public string MaritalStatus { get; set; } = "";

    /// <summary>What the income is needed for; blank while the field is off.</summary>
    public string Income { get; set; } = "";

    /// <summary>Whether that member of <see cref="PersonPart"/> is kept.</summary>
    public bool IsOn(string field) => (string.Equals(field, nameof(MaritalStatus), StringComparison.OrdinalIgnoreCase) ? MaritalStatus : Income).Trim().Length >= ShortestReason;
}
