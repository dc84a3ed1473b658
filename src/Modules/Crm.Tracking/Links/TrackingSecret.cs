using System.Security.Cryptography;

namespace Crm.Tracking.Links;

/// <summary>The secret that signs links in letters. It lies in the tenant's database: a link outlives a restart, a restore and a move.</summary>
public sealed class TrackingSecret
{
    /// <summary>32 bytes, base64.</summary>
    public string Key { get; set; } = "";

    internal static TrackingSecret New() => new() { Key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) };
}
