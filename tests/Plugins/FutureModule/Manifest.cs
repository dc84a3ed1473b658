using Crm.Kernel.Modules.Manifest;

[assembly: Module(Name = "Made for a kernel that is not this one", KernelVersion = 99)]
