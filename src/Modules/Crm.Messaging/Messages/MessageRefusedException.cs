namespace Crm.Messaging.Messages;

/// <summary>A message cannot be put as it is asked for. The message is a sentence in the user's language.</summary>
public sealed class MessageRefusedException(string message) : ArgumentException(message);
