namespace Crm.Kernel.Queries;

/// <summary>A query that may not or cannot run. The message is a sentence in the user's language.</summary>
public sealed class QueryException(string message) : Exception(message);
