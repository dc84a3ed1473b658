namespace Crm.Kernel.Files;

/// <summary>Which rule of the media store was broken.</summary>
public enum MediaRefusal
{
    /// <summary>The name or path may not be.</summary>
    Name,

    /// <summary>Files of that extension are not kept.</summary>
    Kind,

    /// <summary>The content is empty, or not what the extension says.</summary>
    Content,

    /// <summary>The file is larger than the site takes.</summary>
    Size,

    /// <summary>Something of that name is there already.</summary>
    Taken,

    /// <summary>It is not, or no longer, there.</summary>
    Missing,

    /// <summary>The disk refused.</summary>
    Disk,
}

/// <summary>The store refuses, and nothing was written; the message is a sentence in the user's language.</summary>
public sealed class MediaRefusedException(MediaRefusal reason, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The rule.</summary>
    public MediaRefusal Reason { get; } = reason;
}
