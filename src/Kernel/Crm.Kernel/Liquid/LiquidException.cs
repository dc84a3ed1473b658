namespace Crm.Kernel.Liquid;

/// <summary>A template that cannot be parsed, or did not end well. The message is a sentence in the user's language.</summary>
public sealed class LiquidException(string message) : Exception(message);
