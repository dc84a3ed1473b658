namespace Crm.Email.Compose;

/// <summary>As whom the site sends.</summary>
/// <param name="Domain">The sending domain, lower-case ASCII: of Message-IDs and envelope senders. Who writes from another one stands in Reply-To.</param>
/// <param name="Name">Whose name letters bear that bear none.</param>
/// <param name="Address">The site's own address, within the domain.</param>
internal sealed record SendingIdentity(string Domain, string Name, string Address)
{
    /// <summary>Whether that address is of the sending domain or of one below it.</summary>
    public bool Owns(string address)
    {
        var domain = address[(address.LastIndexOf('@') + 1)..];
        return domain.Equals(Domain, StringComparison.OrdinalIgnoreCase) || domain.EndsWith("." + Domain, StringComparison.OrdinalIgnoreCase);
    }
}
