namespace Crm.Kernel.Tenants;

/// <summary>A tenant could not be built with the features it was switched to; the switch was taken back, and the tenant serves as before.</summary>
/// <param name="reference">Where the cause stands in the error log.</param>
public sealed class FeatureSwitchException(string reference, Exception cause)
    : Exception($"The site could not be built with these features; everything is as it was before (reference {reference}). {cause.Message}", cause)
{
    /// <summary>Where the cause stands in the error log.</summary>
    public string Reference => reference;
}
