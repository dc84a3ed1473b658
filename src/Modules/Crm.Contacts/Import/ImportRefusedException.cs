namespace Crm.Contacts.Import;

/// <summary>The whole file or its map cannot be used; nothing was written.</summary>
/// <param name="path">Where in the map, as a JSON path; empty when it is the file.</param>
/// <param name="message">A message id with its arguments, to be shown in the reader's language.</param>
internal sealed class ImportRefusedException(string path, string message, params object[] arguments) : Exception(string.Format(System.Globalization.CultureInfo.InvariantCulture, message, arguments))
{
    /// <summary>JSON path in the map; empty for the file.</summary>
    public string Path { get; } = path;

    /// <summary>The file it concerns, where several were sent; null for a single one.</summary>
    public string? File { get; set; }

    /// <summary>The message id.</summary>
    public string MessageId { get; } = message;

    /// <summary>What fills its places.</summary>
    public object[] Arguments { get; } = arguments;
}
