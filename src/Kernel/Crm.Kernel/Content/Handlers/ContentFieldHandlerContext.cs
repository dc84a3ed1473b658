namespace Crm.Kernel.Content.Handlers;

/// <summary>Names the translations of the sentences that field rules say.</summary>
internal sealed class ContentFieldHandler;
