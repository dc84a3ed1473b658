return await Crm.Kernel.Hosting.CrmHost.RunAsync(args);
