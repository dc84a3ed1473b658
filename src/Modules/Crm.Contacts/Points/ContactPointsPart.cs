using Crm.Kernel.Content;

namespace Crm.Contacts.Points;

/// <summary>The e-mail addresses and phones of a person or an organisation; the first of each is the main one.</summary>
public sealed class ContactPointsPart : ContentPart
{
    /// <summary>E-mail addresses.</summary>
    public List<Email> Emails { get; set; } = [];

    /// <summary>Phones and faxes.</summary>
    public List<Phone> Phones { get; set; } = [];
}

/// <summary>An e-mail address.</summary>
public sealed class Email
{
    /// <summary>The address, normalised.</summary>
    public string Address { get; set; } = "";

    /// <summary>"home", "work" or empty.</summary>
    public string Kind { get; set; } = "";
}

/// <summary>A phone or fax.</summary>
public sealed class Phone
{
    /// <summary>As it was written.</summary>
    public string Raw { get; set; } = "";

    /// <summary>As E.164; null when it could not be read.</summary>
    public string? Number { get; set; }

    /// <summary>"mobile", "home", "work", "fax" or empty.</summary>
    public string Kind { get; set; } = "";
}
